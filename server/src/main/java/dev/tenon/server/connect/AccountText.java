package dev.tenon.server.connect;

import dev.tenon.oauth.Account;
import java.util.Optional;

/// An account at a provider as its owner would recognise it.
final class AccountText {
  private AccountText() {}

  static Optional<String> of(Account account) {
    Optional<String> name = account.name().filter(it -> !it.isBlank());
    Optional<String> email =
        account.email().filter(it -> !it.isBlank() && !name.equals(Optional.of(it)));
    if (name.isPresent() && email.isPresent()) {
      return Optional.of(name.get() + " (" + email.get() + ")");
    }
    return name.or(() -> email).or(account::subject);
  }
}
