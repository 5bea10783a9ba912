package dev.tenon.entry;

import dev.tenon.client.ResolvedClient;
import dev.tenon.member.EmailAddress;
import dev.tenon.member.Identity;
import dev.tenon.oauth.IdToken;
import dev.tenon.oauth.Nonce;
import java.util.List;
import java.util.Optional;

/// Validates the ID tokens by which members sign in, strictly (OpenID Connect Core §3.1.3.7):
/// signed by a key of the issuer's and not by the client's secret, for this client and issued to
/// it, with this nonce, now. Safe for use by any thread; never throws for what a provider sends.
public interface MemberTokens {
  /// What `token`, which came from the token endpoint of `client`, says.
  ///
  /// @param client with its addresses complete
  /// @param roles name of the claim that says the role
  Verdict verify(ResolvedClient client, IdToken token, Nonce nonce, Optional<String> roles);

  /// What came of it.
  sealed interface Verdict {
    /// It is what it says.
    ///
    /// @param email only where the token says that it is verified
    /// @param name for people
    /// @param roles the values of the claim that says the role
    record Genuine(
        Identity identity, Optional<EmailAddress> email, Optional<String> name, List<String> roles)
        implements Verdict {}

    /// It is not for us, or not from whom it says.
    ///
    /// @param problem goes on from "the ID token cannot be trusted:"
    record Forged(String problem) implements Verdict {}

    /// The issuer's keys cannot be had now.
    record Unknown() implements Verdict {}
  }
}
