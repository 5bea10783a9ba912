package dev.tenon.connector;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How a connection definition obtains what it hands out.
public sealed interface Authorization {

  /// The user consents in the browser (RFC 6749 §4.1).
  ///
  /// @param revocationUrl where tokens are revoked (RFC 7009)
  /// @param registration how an OAuth client comes to be, where that is not by hand
  record AuthorizationCode(
      AuthorizeRules authorize,
      TokenRules token,
      Optional<Template> revocationUrl,
      Identity identity,
      Optional<Registration> registration)
      implements Authorization {}

  /// The client asks for itself (RFC 6749 §4.4), then follows `steps`, the last of which yields the
  /// token that is handed out. No steps: the token endpoint's own.
  record ClientCredentials(TokenRules token, ScopeRules scopes, List<Step> steps)
      implements Authorization {
    public ClientCredentials {
      steps = List.copyOf(steps);
    }

    /// Where nothing is known of scopes.
    public ClientCredentials(TokenRules token, List<Step> steps) {
      this(token, ScopeRules.unknown(), steps);
    }
  }

  /// What the user typed is exchanged for a token by `steps`, the last of which yields it.
  ///
  /// @param refresh the requests that renew it with `${refresh_token}`; none means logging in again
  record Login(List<Step> steps, List<Step> refresh, Lifetimes lifetimes) implements Authorization {
    public Login {
      steps = List.copyOf(steps);
      refresh = List.copyOf(refresh);
    }
  }

  /// A key that the user typed is handed out as it is: the first secret field of the definition.
  record ApiKey() implements Authorization {}

  /// User name and password, handed out as Basic credentials (RFC 7617): the definition's fields
  /// `username` and `password`.
  record Basic() implements Authorization {}

  /// Declared so that the catalogue can say it, but not performed by this version: registering an
  /// OAuth client for it is refused with the kind's name.
  ///
  /// @param kind for example `oauth1`
  /// @param settings what the kind needs, by dotted name: `payload.iss`
  record Declared(String kind, Map<String, Template> settings) implements Authorization {
    public Declared {
      settings = Ordered.copyOf(settings);
    }
  }
}
