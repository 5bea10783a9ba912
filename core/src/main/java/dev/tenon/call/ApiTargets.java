package dev.tenon.call;

import dev.tenon.access.Caller;
import dev.tenon.access.WorkspaceId;
import dev.tenon.client.ClientResolution;
import dev.tenon.client.ResolvedClient;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connector.Region;
import dev.tenon.connector.Template;
import dev.tenon.token.HeldClients;
import dev.tenon.workspace.Change;
import dev.tenon.workspace.ChangeFeed;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/// Finds where a connection's calls go, and remembers it until something changes. What is
/// remembered carries the number of changes before it was read, so a change makes it void, and it
/// is not used while the change feed is not current. Safe for use by any thread.
public final class ApiTargets {
  private static final int SLOTS = 1 << 12;

  private final HeldClients clients;
  private final ConcurrentMap<Key, Entry> entries;
  private final ChangeFeed feed;
  private final AtomicLongArray changes = new AtomicLongArray(SLOTS);
  private final AtomicLong everything = new AtomicLong();

  /// Remembers in `entries`, which may drop any of them at any time to stay small.
  public ApiTargets(HeldClients clients, ConcurrentMap<Key, Entry> entries, ChangeFeed feed) {
    this.clients = clients;
    this.entries = entries;
    this.feed = feed;
    feed.listen(this::changed);
  }

  /// The target of `connection`, which `caller` has got a token of, in `region`.
  Search find(Caller.App caller, ConnectionId connection, Optional<String> region) {
    Key key = new Key(connection, region);
    long stamp = stamp(caller.workspace(), connection);
    Entry known = entries.get(key);
    if (known != null && known.stamp() == stamp && feed.isCurrent()) {
      return known.search();
    }
    Search found = look(caller, connection, region);
    entries.put(key, new Entry(found, stamp));
    return found;
  }

  private Search look(Caller.App caller, ConnectionId connection, Optional<String> region) {
    Optional<ResolvedClient> client = clients.find(caller, connection);
    if (client.isPresent() && region.isPresent()) {
      Optional<String> name = named(client.get(), region.get());
      if (name.isEmpty()) {
        return new Search.NoRegion(regions(client.get()));
      }
      client = clients.find(caller, connection, name.get());
    }
    return client
        .map(it -> target(connection, it))
        .orElseGet(
            () -> new Search.NotCallable("The settings of the connection cannot be filled in."));
  }

  /// The region that `asked` names, where the admin has not chosen another for all.
  private static Optional<String> named(ResolvedClient client, String asked) {
    Optional<String> chosen =
        Optional.ofNullable(client.client().parameters().get(ClientResolution.REGION));
    return client.connector().regions().stream()
        .map(Region::name)
        .filter(name -> name.equalsIgnoreCase(asked))
        .filter(name -> chosen.isEmpty() || chosen.get().equals(name))
        .findFirst();
  }

  private static List<String> regions(ResolvedClient client) {
    return Optional.ofNullable(client.client().parameters().get(ClientResolution.REGION))
        .map(List::of)
        .orElseGet(() -> client.connector().regions().stream().map(Region::name).toList());
  }

  private static Search target(ConnectionId connection, ResolvedClient client) {
    List<Template> templates = client.connector().api(client.definition()).baseUrls();
    Optional<Template> filled =
        templates.stream().filter(each -> each.isFilledBy(client::value)).findFirst();
    if (filled.isEmpty()) {
      return new Search.NotCallable(
          templates.isEmpty()
              ? "The connector %s does not say where the provider's API is."
                  .formatted(client.connector().name())
              : "The address of the API needs a value that neither the OAuth client nor the"
                  + " connection has: "
                  + String.join(", ", templates.getFirst().names()));
    }
    try {
      String base = filled.get().expandUrl(client::value).replaceAll("/+$", "");
      return base.indexOf('?') < 0
          ? new Search.Found(new ApiTarget(connection, client, base))
          : new Search.NotCallable("The address of the API has a query.");
    } catch (Template.ExpansionException e) {
      return new Search.NotCallable(
          "The address of the API cannot be filled in: " + e.getMessage());
    }
  }

  private void changed(Change change) {
    switch (change) {
      case Change.ConnectionChanged it -> changes.incrementAndGet(slot(it.connection()));
      case Change.SettingsChanged it -> changes.incrementAndGet(slot(it.workspace().value()));
      case Change.Everything _ -> everything.incrementAndGet();
    }
  }

  /// Grows with every change of either.
  private long stamp(WorkspaceId workspace, ConnectionId connection) {
    return changes.get(slot(connection.value()))
        + changes.get(slot(workspace.value()))
        + everything.get();
  }

  private static int slot(String id) {
    int hash = id.hashCode();
    return (hash ^ (hash >>> 15)) & (SLOTS - 1);
  }

  /// What is remembered of: a connection's region.
  public record Key(ConnectionId connection, Optional<String> region) {}

  /// What is remembered.
  public record Entry(Search search, long stamp) {}

  /// What was found.
  public sealed interface Search {
    /// The target.
    record Found(ApiTarget target) implements Search {}

    /// There is no such region.
    record NoRegion(List<String> known) implements Search {
      public NoRegion {
        known = List.copyOf(known);
      }
    }

    /// There is none.
    ///
    /// @param problem one sentence for people
    record NotCallable(String problem) implements Search {}
  }
}
