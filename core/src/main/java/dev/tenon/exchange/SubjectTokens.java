package dev.tenon.exchange;

import dev.tenon.access.UserId;
import dev.tenon.secret.Secret;
import java.util.List;

/// Finds out whom a JWT is about, and whether to believe it. Safe for use by any thread; may ask
/// the issuer for its keys, and no other address than that which the issuer's registration and
/// metadata name: nothing that stands in a token is called.
public interface SubjectTokens {
  /// Whether `token` was issued by one of `issuers`: `iss` names it letter by letter, the signature
  /// is by one of its keys and of an asymmetric kind, `aud` has one of its audiences, `exp` is
  /// ahead and `nbf` and `iat` are not.
  Verdict verify(List<Issuer> issuers, SubjectTokenType type, Secret token);

  /// What `issuer` says of itself now.
  Standing ask(Issuer issuer);

  /// What came of a verification.
  sealed interface Verdict {
    /// It is what it says.
    record Genuine(Issuer issuer, UserId user) implements Verdict {}

    /// It is not to be believed.
    ///
    /// @param problem goes on from "the subject token"; holds nothing of the token
    record Refused(String problem) implements Verdict {}

    /// The issuer's keys cannot be had just now.
    record Unknown() implements Verdict {}
  }

  /// What came of asking an issuer.
  sealed interface Standing {
    /// Its keys can be had.
    record Good() implements Standing {}

    /// They cannot be had now.
    ///
    /// @param problem one sentence for people
    record Away(String problem) implements Standing {}

    /// Its metadata is another issuer's.
    ///
    /// @param problem one sentence for people
    record Another(String problem) implements Standing {}
  }
}
