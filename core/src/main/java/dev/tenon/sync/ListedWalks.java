package dev.tenon.sync;

import dev.tenon.access.Caller;
import dev.tenon.access.KeyId;
import dev.tenon.access.UserId;
import dev.tenon.app.AppStore;
import dev.tenon.client.OAuthClientStore;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionStore;
import dev.tenon.connection.Owner;
import dev.tenon.oauth.Scope;
import dev.tenon.resource.ListingWish;
import dev.tenon.resource.ResourceListings;
import dev.tenon.token.TokenAsk;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads by listing, as the app of the sync would: its rules and the budgets of the connection
/// hold. Safe for use by any thread.
public final class ListedWalks implements Walks {
  /// In the place of an API key in the audit log.
  private static final KeyId KEY = new KeyId("key_sync");

  private final AppStore apps;
  private final ConnectionStore connections;
  private final OAuthClientStore clients;
  private final ResourceListings listings;

  /// Lists by `listings`.
  public ListedWalks(
      AppStore apps,
      ConnectionStore connections,
      OAuthClientStore clients,
      ResourceListings listings) {
    this.apps = apps;
    this.connections = connections;
    this.clients = clients;
    this.listings = listings;
  }

  @Override
  public Planned plan(Sync sync) {
    Optional<TokenAsk> ask =
        connections.find(sync.workspace(), sync.connection()).flatMap(this::ask);
    if (ask.isEmpty() || apps.find(sync.workspace(), sync.app()).isEmpty()) {
      return new Planned.NoConnection();
    }
    Caller.App caller = new Caller.App(sync.workspace(), KEY, sync.app());
    ListingWish wish = new ListingWish(sync.resource(), sync.within(), OptionalLong.empty());
    return switch (listings.plan(caller, sync.connection(), ask.get(), wish)) {
      case ResourceListings.Planned.Ready(var line, var listing) ->
          new Planned.Ready(
              (most, sink) -> listing.limitedTo(most).run(sink),
              line.getLast().incremental().isPresent());
      case ResourceListings.Planned.NoConnection _ -> new Planned.NoConnection();
      case ResourceListings.Planned.NoToken(var reason) -> new Planned.NoToken(reason, ask);
      case ResourceListings.Planned.NoResource(var known) -> new Planned.NoResource(known);
      case ResourceListings.Planned.NoParameter(var asked, var known) ->
          new Planned.NoParameter(asked, known);
    };
  }

  private Optional<TokenAsk> ask(Connection connection) {
    return connection.owner() instanceof Owner.User(UserId user)
        ? clients
            .find(connection.workspace(), connection.oauthClient())
            .map(
                client ->
                    new TokenAsk(
                        client.name(), Optional.of(user), TokenAsk.DEFAULT_MIN_TTL, Scope.none()))
        : Optional.empty();
  }
}
