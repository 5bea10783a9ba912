package dev.tenon.spring;

import java.util.Optional;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;

/// Which of the organisation's users an authentication is, as the hub knows them. Define a bean of
/// this type where that is not the authentication's name.
@FunctionalInterface
public interface TenonUsers {
  /// The user's own id; empty for nobody, which suits integrations that are the app's own.
  Optional<String> userOf(Authentication authentication);

  /// By the authentication's name.
  static TenonUsers byName() {
    return authentication ->
        authentication instanceof AnonymousAuthenticationToken
            ? Optional.empty()
            : Optional.of(authentication.getName());
  }
}
