package dev.tenon.sandbox.oauth;

import dev.tenon.sandbox.people.Person;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What an access token of a simulated provider says.
///
/// @param person the user it stands for; nobody where the client acts for itself
/// @param grant the grant it came from; none where the client acts for itself
public record Access(
    String tokenId,
    String clientId,
    Optional<Person> person,
    Optional<String> grant,
    Set<String> scopes,
    List<String> audience,
    Instant issuedAt,
    Instant expiresAt) {

  public Access {
    scopes = Collections.unmodifiableSet(new LinkedHashSet<>(scopes));
    audience = List.copyOf(audience);
  }

  /// The subject: the user, or the client where there is none.
  public String subject() {
    return person.map(Person::id).orElse(clientId);
  }
}
