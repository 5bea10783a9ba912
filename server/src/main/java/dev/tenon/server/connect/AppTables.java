package dev.tenon.server.connect;

import dev.tenon.access.AppName;
import dev.tenon.access.Caller;
import dev.tenon.access.KeyId;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.OAuthClientStore;
import dev.tenon.connect.ConnectLink;
import dev.tenon.connect.Offer;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionStore;
import dev.tenon.connection.Owner;
import dev.tenon.connector.ResourceDefinition;
import dev.tenon.connector.ResourceDefinition.Column;
import dev.tenon.oauth.Scope;
import dev.tenon.resource.Cells;
import dev.tenon.resource.ListingWish;
import dev.tenon.resource.ReadList;
import dev.tenon.resource.ReadList.Progress;
import dev.tenon.resource.ReadLists;
import dev.tenon.resource.ResourceListings;
import dev.tenon.resource.ResourceListings.Planned;
import dev.tenon.server.connect.AppPage.Table;
import dev.tenon.token.TokenAsk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// What a user has at a provider, as tables: the outermost things that the connector can list. Read
/// as the app would read them, by its rules. Safe for use by any thread.
public final class AppTables {
  /// In the place of an API key in the audit log.
  private static final KeyId KEY = new KeyId("key_page");

  private static final int MOST_ROWS = 50;
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final String NOT_NOW = "This cannot be shown just now. Try again in a moment.";

  private final ConnectionStore connections;
  private final OAuthClientStore clients;
  private final ResourceListings listings;
  private final ReadLists lists;

  /// Tables of what `listings` list through `connections`.
  public AppTables(
      ConnectionStore connections,
      OAuthClientStore clients,
      ResourceListings listings,
      ReadLists lists) {
    this.connections = connections;
    this.clients = clients;
    this.listings = listings;
    this.lists = lists;
  }

  /// The tables of one of the link's integrations; none where the user has not connected it.
  List<Table> of(ConnectLink link, Offer offer) {
    AppName app = link.app().orElseThrow();
    Caller.App caller = new Caller.App(link.workspace(), KEY, app);
    Optional<Connection> connection =
        clients
            .find(link.workspace(), offer.integration())
            .map(OAuthClient::id)
            .flatMap(id -> connections.find(link.workspace(), id, new Owner.User(link.user())));
    if (connection.isEmpty()) {
      return List.of();
    }
    TokenAsk ask =
        new TokenAsk(
            offer.integration(), Optional.of(link.user()), TokenAsk.DEFAULT_MIN_TTL, Scope.none());
    return listings.of(caller, connection.get().id()).orElse(List.of()).stream()
        .filter(it -> it.parent().isEmpty() && it.values().isEmpty())
        .map(it -> table(caller, connection.get(), ask, it))
        .toList();
  }

  private Table table(
      Caller.App caller, Connection connection, TokenAsk ask, ResourceDefinition resource) {
    ReadLists.Key key =
        new ReadLists.Key(
            connection.workspace(), connection.id(), caller.name(), resource.name(), Map.of());
    Optional<ReadList> list = lists.find(key);
    if (list.isEmpty()) {
      ListingWish wish = new ListingWish(resource.name(), Map.of(), OptionalLong.empty());
      list =
          listings.plan(caller, connection.id(), ask, wish) instanceof Planned.Ready ready
              ? lists.begin(key, ready::listing)
              : Optional.empty();
    }
    return list.map(it -> table(resource, it.progress(PATIENCE)))
        .orElseGet(() -> new Table(resource.title(), List.of(), List.of(), Optional.of(NOT_NOW)));
  }

  private static Table table(ResourceDefinition resource, Progress progress) {
    List<List<String>> rows = new ArrayList<>();
    progress.items().stream()
        .limit(MOST_ROWS)
        .forEach(
            item ->
                rows.add(
                    resource.columns().stream()
                        .map(column -> Cells.text(item.item(), column))
                        .toList()));
    return new Table(
        resource.title(),
        resource.columns().stream().map(Column::title).toList(),
        rows,
        note(progress));
  }

  private static Optional<String> note(Progress progress) {
    if (progress.failure().isPresent()) {
      return Optional.of(NOT_NOW);
    }
    if (!progress.over()) {
      return Optional.of("More is on its way. Look again in a moment.");
    }
    if (progress.summary().filter(it -> !it.isComplete()).isPresent()) {
      return Optional.of("A part could not be had just now, so this is not all of it.");
    }
    return progress.items().size() > MOST_ROWS || progress.more()
        ? Optional.of("The first %d are shown; there are more.".formatted(MOST_ROWS))
        : Optional.empty();
  }
}
