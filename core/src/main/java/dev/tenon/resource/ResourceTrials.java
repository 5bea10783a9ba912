package dev.tenon.resource;

import dev.tenon.access.Caller;
import dev.tenon.call.ApiCalls;
import dev.tenon.call.ApiResult;
import dev.tenon.call.ApiTarget;
import dev.tenon.call.ApiWire;
import dev.tenon.client.ClientResolution.Resolution;
import dev.tenon.client.ResolvedClient;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connector.Connector;
import dev.tenon.connector.Field;
import dev.tenon.connector.Region;
import dev.tenon.resource.ResourceListings.Planned;
import dev.tenon.resource.Trial.Request;
import dev.tenon.token.HeldClients;
import dev.tenon.token.Pause;
import dev.tenon.token.TokenAsk;
import dev.tenon.token.TokenResult;
import dev.tenon.token.TokenSource;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Lists the first items of a resource as a connector file declares it that is not posted, through
/// a connection that is there. Safe for use by any thread.
///
/// The token goes to the hosts alone that the connection's registered connector leads to, whatever
/// the file says: else whoever may try a file could have the tokens of all users sent to
/// themselves.
public final class ResourceTrials {
  private static final int MOST_PAGES = 100;
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final String SECRET_NAMES =
      "(?i)([?&][^=&]*(?:token|secret|key|sig|password|auth|code)[^=&]*=)[^&]*";

  private final HeldClients clients;
  private final TokenSource tokens;
  private final ApiCalls calls;
  private final PageReader pages;
  private final Pause pause;
  private final Clock clock;

  /// Tries by `calls`, whose answers `pages` reads.
  public ResourceTrials(
      HeldClients clients,
      TokenSource tokens,
      ApiCalls calls,
      PageReader pages,
      Pause pause,
      Clock clock) {
    this.clients = clients;
    this.tokens = tokens;
    this.calls = calls;
    this.pages = pages;
    this.pause = pause;
    this.clock = clock;
  }

  /// Tries what `wish` says of `tried`.
  ///
  /// @param caller the app in whose name the provider is called
  /// @param ask what gets the token of `connection`
  public Trial run(
      Caller.App caller, ConnectionId connection, TokenAsk ask, Connector tried, ListingWish wish) {
    Optional<ResolvedClient> registered = clients.find(caller, connection);
    if (registered.isEmpty()) {
      TokenResult refused = tokens.token(caller, ask);
      return refused instanceof TokenResult.Issued
          ? new Trial.NoConnection()
          : new Trial.NoToken(refused);
    }
    return switch (clients.tried(caller, connection, tried).orElseThrow()) {
      case Resolution.Unresolved(String problem) -> new Trial.NotFitting(problem);
      case Resolution.Resolved(ResolvedClient client) ->
          new Run(caller, connection, ask, client)
              .of(wish, hosts(caller, connection, registered.get()));
    };
  }

  /// In every region that the registered connector declares.
  private KnownHosts hosts(Caller.App caller, ConnectionId connection, ResolvedClient registered) {
    Stream<ResolvedClient> regions =
        registered.connector().regions().stream()
            .map(Region::name)
            .flatMap(name -> clients.find(caller, connection, name).stream());
    return KnownHosts.of(Stream.concat(Stream.of(registered), regions).toList());
  }

  private final class Run {
    private final Caller.App caller;
    private final ConnectionId connection;
    private final TokenAsk ask;
    private final ResolvedClient client;

    Run(Caller.App caller, ConnectionId connection, TokenAsk ask, ResolvedClient client) {
      this.caller = caller;
      this.connection = connection;
      this.ask = ask;
      this.client = client;
    }

    Trial of(ListingWish wish, KnownHosts hosts) {
      List<WatchedWire> watched = new ArrayList<>();
      UnaryOperator<ApiWire> watch =
          wire -> {
            watched.add(new WatchedWire(wire, hosts, blotting()));
            return watched.getLast();
          };
      ApiCalls watchedCalls = calls.watchedBy(watch);
      WatchedWire wire = watched.getFirst();
      PageCalls asking =
          new PageCalls(
              client,
              (call, base) ->
                  base.isEmpty()
                      ? new ApiResult.NotCallable("The file does not say where the API is.")
                      : watchedCalls.call(
                          caller, ask, call, new ApiTarget(connection, client, base.get())),
              pages,
              pause);
      Planned planned = ResourceListings.plan(asking, wish, observer(wire));
      return planned instanceof Planned.Ready ready
          ? listed(ready, wire)
          : new Trial.NotPlanned(planned);
    }

    private PageObserver observer(WatchedWire wire) {
      Instant end = clock.instant().plus(LONGEST);
      return (items, goingOn) -> {
        wire.understood(items, goingOn);
        return wire.requests().size() < MOST_PAGES && clock.instant().isBefore(end);
      };
    }

    private Trial listed(Planned.Ready ready, WatchedWire wire) {
      List<ListedItem> items = new ArrayList<>();
      try {
        ListingSummary summary = ready.listing().run(items::add);
        return new Trial.Listed(
            ready.line(),
            items,
            summary,
            wire.requests(),
            TrialHints.of(ready.line().getLast(), items, summary));
      } catch (ResourceListings.RefusedException e) {
        List<Request> requests = wire.requests();
        return new Trial.Refused(e.result(), requests);
      } catch (NothingFitsException e) {
        return new Trial.NothingFits(e.word(), e.wanted(), e.there());
      } catch (IOException e) {
        throw new IllegalStateException("a list in memory takes everything: indicates a bug", e);
      }
    }

    /// An address without what the admin or the user has entered as a secret, and without the
    /// values of parameters that sound like one.
    private UnaryOperator<String> blotting() {
      List<String> secrets =
          Stream.concat(
                  client.connector().parameters().stream(), client.definition().fields().stream())
              .filter(Field::secret)
              .flatMap(field -> client.value(field.name()).stream())
              .filter(value -> !value.isEmpty())
              .flatMap(value -> Stream.of(value, URLEncoder.encode(value, StandardCharsets.UTF_8)))
              .toList();
      return address -> {
        String shown = address.replaceAll(SECRET_NAMES, "$1***");
        for (String secret : secrets) {
          shown = shown.replace(secret, "***");
        }
        return shown;
      };
    }
  }
}
