package dev.tenon.sandbox.aps;

import dev.tenon.sandbox.oauth.Access;
import dev.tenon.sandbox.oauth.Client;
import dev.tenon.sandbox.people.Person;
import java.util.Optional;

/// Who calls: a client, and the person it acts for, if any.
record Caller(Client client, Access access, Optional<Person> person) {
  /// Whether the account has let the client in.
  boolean provisionedFor(Account account) {
    return client.admittedBy(account.id());
  }

  /// Whether the account has let the client in and the person, if there is one, is its member.
  boolean sees(Account account) {
    return provisionedFor(account) && isMember(account);
  }

  boolean isMember(Account account) {
    return person.map(account.members()::contains).orElse(true);
  }
}
