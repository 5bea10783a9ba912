package dev.tenon.resource;

import dev.tenon.access.Caller;
import dev.tenon.call.ApiCalls;
import dev.tenon.call.ApiResult;
import dev.tenon.client.ResolvedClient;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connector.Connector;
import dev.tenon.connector.ResourceDefinition;
import dev.tenon.token.HeldClients;
import dev.tenon.token.Pause;
import dev.tenon.token.TokenAsk;
import dev.tenon.token.TokenResult;
import dev.tenon.token.TokenSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Lists what a connection can list. Safe for use by any thread.
public final class ResourceListings {
  private final HeldClients clients;
  private final TokenSource tokens;
  private final ApiCalls calls;
  private final PageReader pages;
  private final Pause pause;

  /// Lists by `calls`, whose answers `pages` reads.
  public ResourceListings(
      HeldClients clients, TokenSource tokens, ApiCalls calls, PageReader pages, Pause pause) {
    this.clients = clients;
    this.tokens = tokens;
    this.calls = calls;
    this.pages = pages;
    this.pause = pause;
  }

  /// What can be listed through `connection`; empty where `caller` may not use it.
  public Optional<List<ResourceDefinition>> of(Caller.App caller, ConnectionId connection) {
    return clients.find(caller, connection).map(client -> client.connector().resources());
  }

  /// What the connection's listings are made of.
  ///
  /// @param ask what gets the token of `connection`
  public Planned plan(Caller.App caller, ConnectionId connection, TokenAsk ask, ListingWish wish) {
    Optional<ResolvedClient> client = clients.find(caller, connection);
    if (client.isEmpty()) {
      // Says why, and where the user connects.
      TokenResult refused = tokens.token(caller, ask);
      return refused instanceof TokenResult.Issued
          ? new Planned.NoConnection()
          : new Planned.NoToken(refused);
    }
    PageCalls asking = new PageCalls(client.get(), PageCalls.by(calls, caller, ask), pages, pause);
    return plan(asking, wish, PageObserver.none());
  }

  static Planned plan(PageCalls asking, ListingWish wish, PageObserver observer) {
    Connector connector = asking.client().connector();
    Optional<ResourceDefinition> resource = Words.find(connector, wish.resource());
    if (resource.isEmpty()) {
      return new Planned.NoResource(
          connector.resources().stream().map(ResourceDefinition::name).toList());
    }
    List<ResourceDefinition> line = Words.line(connector, resource.get());
    Map<String, String> within = new HashMap<>(wish.within());
    List<String> words = Words.narrowing(line);
    words.forEach(within::remove);
    if (!within.isEmpty()) {
      return new Planned.NoParameter(within.keySet().iterator().next(), words);
    }
    return new Planned.Ready(line, new Listing(asking, line, wish, observer));
  }

  /// What comes of a wish.
  public sealed interface Planned {
    /// It can be listed.
    ///
    /// @param line the resource with those above it, outermost first
    record Ready(List<ResourceDefinition> line, Listing listing) implements Planned {
      public Ready {
        line = List.copyOf(line);
      }
    }

    /// The caller has no such connection.
    record NoConnection() implements Planned {}

    /// There is no token to list with.
    record NoToken(TokenResult reason) implements Planned {}

    /// The connector has no such resource.
    record NoResource(List<String> known) implements Planned {
      public NoResource {
        known = List.copyOf(known);
      }
    }

    /// The resource is not below such a thing.
    record NoParameter(String asked, List<String> known) implements Planned {
      public NoParameter {
        known = List.copyOf(known);
      }
    }
  }

  /// A listing cannot begin.
  public static final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ApiResult result;

    RefusedException(ApiResult result) {
      super("the provider cannot be asked");
      this.result = result;
    }

    /// Why.
    public ApiResult result() {
      return result;
    }
  }
}
