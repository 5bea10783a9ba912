package dev.tenon.server.outbound.identity;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.tenon.client.ResolvedClient;
import dev.tenon.entry.MemberTokens;
import dev.tenon.member.EmailAddress;
import dev.tenon.member.Identity;
import dev.tenon.oauth.IdToken;
import dev.tenon.oauth.Nonce;
import dev.tenon.server.outbound.OutboundHttp;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Validates members' ID tokens over the wire: as [IdTokenCheck], with a clock that may be a minute
/// wrong, and only ever by a published key. What the token says of keys (`jku`, `jwk`, `x5u`) is
/// not looked at.
public final class MemberTokenCheck implements MemberTokens {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration SKEW = Duration.ofMinutes(1);
  private static final int LONGEST = 32 * 1024;
  private static final int MOST_ROLES = 1_000;

  private final OutboundHttp http;
  private final IdTokenCheck check;

  /// Asks over `http`.
  public MemberTokenCheck(OutboundHttp http, Clock clock) {
    this.http = http;
    this.check = new IdTokenCheck(new KeySets(http, clock), clock, SKEW);
  }

  @Override
  public Verdict verify(ResolvedClient client, IdToken token, Nonce nonce, Optional<String> roles) {
    if (client.issuer().isEmpty() || client.jwksUrl().isEmpty()) {
      return new Verdict.Forged("nobody says where its issuer's keys are");
    }
    Optional<String> problem = shape(token);
    if (problem.isPresent()) {
      return new Verdict.Forged(problem.get());
    }
    IdTokenCheck.Result result =
        check.check(
            client,
            client.issuer().get(),
            token,
            Optional.of(nonce),
            // None is given, so that one signed with the client's secret is refused.
            Optional.empty(),
            http.deadline(PATIENCE));
    return switch (result) {
      case IdTokenCheck.Result.Forged(String why) -> new Verdict.Forged(why);
      case IdTokenCheck.Result.Unverified _ -> new Verdict.Unknown();
      case IdTokenCheck.Result.Genuine(JWTClaimsSet claims) -> genuine(claims, roles);
    };
  }

  /// What is wrong with the token before anything in it is read.
  private static Optional<String> shape(IdToken token) {
    String text = token.secret().reveal();
    if (text.length() > LONGEST) {
      return Optional.of("it is too long");
    }
    try {
      JWSHeader header = SignedJWT.parse(text).getHeader();
      return isJwt(header.getType())
          ? Optional.empty()
          : Optional.of("it is a token for another purpose (typ)");
    } catch (ParseException _) {
      return Optional.of("it is not a signed JWT");
    }
  }

  private static boolean isJwt(@Nullable JOSEObjectType type) {
    return type == null || type.getType().toLowerCase(Locale.ROOT).equals("jwt");
  }

  private static Verdict genuine(JWTClaimsSet claims, Optional<String> roles) {
    if (!Identity.isSubject(claims.getSubject())) {
      return new Verdict.Forged("it names no subject");
    }
    return new Verdict.Genuine(
        new Identity(claims.getIssuer(), claims.getSubject()),
        email(claims),
        Optional.ofNullable(claims.getClaim("name")).map(Object::toString).map(String::strip),
        roles.map(name -> texts(claims.getClaim(name))).orElse(List.of()));
  }

  /// An address that nobody has verified may be anybody's (OpenID Connect Core §5.7).
  private static Optional<EmailAddress> email(JWTClaimsSet claims) {
    Object verified = claims.getClaim("email_verified");
    boolean isVerified = Boolean.TRUE.equals(verified) || "true".equals(verified);
    return isVerified && claims.getClaim("email") instanceof String text
        ? EmailAddress.parse(text)
        : Optional.empty();
  }

  private static List<String> texts(@Nullable Object claim) {
    return switch (claim) {
      case String text -> List.of(text);
      case List<?> list ->
          list.stream()
              .filter(String.class::isInstance)
              .map(String.class::cast)
              .limit(MOST_ROLES)
              .toList();
      case null, default -> List.of();
    };
  }
}
