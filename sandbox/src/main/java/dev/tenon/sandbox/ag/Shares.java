package dev.tenon.sandbox.ag;

import dev.tenon.sandbox.people.Person;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/// Which organizations growers have ticked for which client. Safe for use by any thread.
final class Shares {
  private record Pair(String clientId, String person) {}

  private final Map<Pair, Set<String>> ticked = new ConcurrentHashMap<>();

  /// Replaces what this person shares with this client.
  void share(String clientId, Person person, Set<String> organizationIds) {
    ticked.put(new Pair(clientId, person.key()), Set.copyOf(organizationIds));
  }

  /// What the client sees: with a user's token what that user shares, with its own what anybody
  /// does.
  Set<String> sharedWith(String clientId, Optional<Person> person) {
    if (person.isPresent()) {
      return ticked.getOrDefault(new Pair(clientId, person.get().key()), Set.of());
    }
    var all = new TreeSet<String>();
    ticked.forEach(
        (pair, ids) -> {
          if (pair.clientId().equals(clientId)) {
            all.addAll(ids);
          }
        });
    return all;
  }

  void clear() {
    ticked.clear();
  }
}
