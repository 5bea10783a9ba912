package dev.tenon.server.outbound.identity;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.tenon.access.UserId;
import dev.tenon.exchange.Issuer;
import dev.tenon.exchange.SubjectTokens.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a subject token says: whether that may be so, and whom it is about.
final class SubjectClaims {
  /// A token is not tied to this one call as a sign-in is by its nonce, so that time alone bounds
  /// its use: a clock may be wrong by this much.
  private static final Duration SKEW = Duration.ofMinutes(1);

  private final Clock clock;

  SubjectClaims(Clock clock) {
    this.clock = clock;
  }

  /// What is wrong with `claims` as a token of `issuer`.
  Optional<String> problem(JWTClaimsSet claims, Issuer issuer) {
    if (claims.getAudience().stream().noneMatch(issuer.audiences()::contains)) {
      return Optional.of("is for another audience than those registered for its issuer");
    }
    Instant now = clock.instant();
    Date end = claims.getExpirationTime();
    if (end == null) {
      return Optional.of("says no time at which it ends (exp)");
    }
    if (!now.minus(SKEW).isBefore(end.toInstant())) {
      return Optional.of("has expired");
    }
    boolean early =
        isAfter(claims.getNotBeforeTime(), now.plus(SKEW))
            || isAfter(claims.getIssueTime(), now.plus(SKEW));
    return early ? Optional.of("is not valid yet") : Optional.empty();
  }

  private static boolean isAfter(@Nullable Date time, Instant limit) {
    return time != null && time.toInstant().isAfter(limit);
  }

  /// Whom `claims`, which are genuine, are about.
  Verdict subject(JWTClaimsSet claims, Issuer issuer) {
    String claim = issuer.userClaim();
    // An address that nobody has verified may be anybody's (OpenID Connect Core §5.7).
    if (claim.equals("email") && !isTrue(claims.getClaim("email_verified"))) {
      return new Verdict.Refused("does not say that its e-mail address is verified");
    }
    return text(claims.getClaim(claim))
        .filter(UserId::isValid)
        .<Verdict>map(id -> new Verdict.Genuine(issuer, new UserId(id)))
        .orElseGet(() -> new Verdict.Refused("names no user in the claim '" + claim + "'"));
  }

  private static boolean isTrue(@Nullable Object value) {
    return Boolean.TRUE.equals(value) || "true".equals(value);
  }

  private static Optional<String> text(@Nullable Object value) {
    return switch (value) {
      case String text -> Optional.of(text);
      case Long number -> Optional.of(number.toString());
      case Integer number -> Optional.of(number.toString());
      case null, default -> Optional.empty();
    };
  }
}
