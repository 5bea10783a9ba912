package dev.tenon.server.outbound.identity;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.tenon.client.ResolvedClient;
import dev.tenon.oauth.IdToken;
import dev.tenon.oauth.Nonce;
import dev.tenon.secret.Secret;
import dev.tenon.server.outbound.Deadline;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Validates ID tokens (OpenID Connect Core §3.1.3.7): signature by a key of the issuer's, issuer,
/// audience, authorized party, nonce, times. A token that says `alg: none` is refused; so is one
/// signed with the client secret unless the client proves itself with that secret.
///
/// Where the connector names an issuer but nobody says where its keys are, the token counts as it
/// came over TLS from the token endpoint, which the same section allows.
final class IdTokenCheck {
  /// A clock that is ten minutes wrong loses nobody's connection; the nonce stops replays.
  private static final Duration SKEW = Duration.ofMinutes(10);

  private final KeySets keys;
  private final Clock clock;
  private final Duration skew;

  IdTokenCheck(KeySets keys, Clock clock) {
    this(keys, clock, SKEW);
  }

  /// @param skew by how much a clock may be wrong
  IdTokenCheck(KeySets keys, Clock clock, Duration skew) {
    this.keys = keys;
    this.clock = clock;
    this.skew = skew;
  }

  /// Validates `token`, which came from the token endpoint of `client`.
  ///
  /// @param secret the client's, where it proves itself with one
  Result check(
      ResolvedClient client,
      String issuer,
      IdToken token,
      Optional<Nonce> nonce,
      Optional<Secret> secret,
      Deadline deadline) {
    try {
      SignedJWT jwt = SignedJWT.parse(token.secret().reveal());
      JWTClaimsSet claims = jwt.getJWTClaimsSet();
      Optional<String> problem = problem(claims, issuer, client.client().clientId(), nonce);
      if (problem.isPresent()) {
        return new Result.Forged(problem.get());
      }
      return switch (signature(jwt, client, secret, deadline)) {
        case GOOD -> new Result.Genuine(claims);
        case BAD -> new Result.Forged("its signature is not by a key of the issuer");
        case UNKNOWN -> new Result.Unverified();
      };
    } catch (ParseException _) {
      return new Result.Forged("it is not a signed JWT");
    }
  }

  private Optional<String> problem(
      JWTClaimsSet claims, String issuer, String clientId, Optional<Nonce> nonce)
      throws ParseException {
    List<String> audience = claims.getAudience();
    String party = claims.getStringClaim("azp");
    if (!issuer.equals(claims.getIssuer())) {
      return Optional.of("it is from another issuer");
    }
    if (!audience.contains(clientId)) {
      return Optional.of("it is for another client");
    }
    if (party == null ? audience.size() > 1 : !party.equals(clientId)) {
      return Optional.of("it was issued to another party");
    }
    if (nonce.isPresent() && !nonce.get().value().equals(claims.getStringClaim("nonce"))) {
      return Optional.of("it answers another sign-in (nonce)");
    }
    if (claims.getSubject() == null || claims.getSubject().isEmpty()) {
      return Optional.of("it names no subject");
    }
    return wrongTime(claims);
  }

  private Optional<String> wrongTime(JWTClaimsSet claims) {
    Instant now = clock.instant();
    if (claims.getExpirationTime() == null
        || isBefore(claims.getExpirationTime(), now.minus(skew))) {
      return Optional.of("it is over");
    }
    boolean early =
        isAfter(claims.getNotBeforeTime(), now.plus(skew))
            || isAfter(claims.getIssueTime(), now.plus(skew));
    return early ? Optional.of("it is not valid yet") : Optional.empty();
  }

  private static boolean isBefore(Date time, Instant limit) {
    return time.toInstant().isBefore(limit);
  }

  private static boolean isAfter(@Nullable Date time, Instant limit) {
    return time != null && time.toInstant().isAfter(limit);
  }

  private Signature signature(
      SignedJWT jwt, ResolvedClient client, Optional<Secret> secret, Deadline deadline) {
    JWSHeader header = jwt.getHeader();
    if (JWSAlgorithm.Family.HMAC_SHA.contains(header.getAlgorithm())) {
      return secret
          .map(it -> JwtSignature.isByMac(it.reveal(), jwt) ? Signature.GOOD : Signature.BAD)
          .orElse(Signature.BAD);
    }
    if (!JWSAlgorithm.Family.SIGNATURE.contains(header.getAlgorithm())) {
      return Signature.BAD;
    }
    if (client.jwksUrl().isEmpty()) {
      return Signature.GOOD;
    }
    return keys.candidates(client.jwksUrl().get(), header, deadline)
        .map(candidates -> JwtSignature.isByAnyOf(candidates, jwt) ? Signature.GOOD : Signature.BAD)
        .orElse(Signature.UNKNOWN);
  }

  private enum Signature {
    GOOD,
    BAD,
    /// The issuer's keys cannot be had just now.
    UNKNOWN
  }

  /// What came of a validation.
  sealed interface Result {
    /// It is what it says.
    record Genuine(JWTClaimsSet claims) implements Result {}

    /// It is not for us, or not from whom it says.
    ///
    /// @param problem goes on from "the ID token cannot be trusted:"
    record Forged(String problem) implements Result {}

    /// It cannot be checked just now.
    record Unverified() implements Result {}
  }
}
