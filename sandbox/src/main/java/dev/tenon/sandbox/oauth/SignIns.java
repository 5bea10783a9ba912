package dev.tenon.sandbox.oauth;

import dev.tenon.sandbox.http.Request;
import dev.tenon.sandbox.people.People;
import dev.tenon.sandbox.people.Person;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/// Who is signed in at one provider, which a cookie says, and what they have consented to. Safe for
/// use by any thread.
public final class SignIns {
  private record Pair(String clientId, String person) {}

  private final String cookieName;
  private final Map<Pair, Set<String>> consented = new ConcurrentHashMap<>();

  SignIns(String provider) {
    this.cookieName = "sandbox_" + provider.replace('-', '_');
  }

  /// The person whom the cookie names.
  public Optional<Person> who(Request request) {
    return request.cookie(cookieName).flatMap(People::byKey);
  }

  String cookie(Person person) {
    return cookieName + "=" + person.key() + "; Path=/; HttpOnly; SameSite=Lax";
  }

  String noCookie() {
    return cookieName + "=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0";
  }

  void consented(Person person, AuthorizationRequest asked) {
    consented.merge(
        new Pair(asked.client().id(), person.key()),
        Set.copyOf(asked.scopes()),
        (before, now) -> {
          var both = new TreeSet<>(before);
          both.addAll(now);
          return Set.copyOf(both);
        });
  }

  boolean hasConsented(Person person, AuthorizationRequest asked) {
    return consented
        .getOrDefault(new Pair(asked.client().id(), person.key()), Set.of())
        .containsAll(asked.scopes());
  }

  void clear() {
    consented.clear();
  }
}
