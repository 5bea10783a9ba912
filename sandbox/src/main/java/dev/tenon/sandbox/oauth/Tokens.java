package dev.tenon.sandbox.oauth;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.tenon.sandbox.http.Request;
import dev.tenon.sandbox.oauth.AuthorizationServer.Surroundings;
import dev.tenon.sandbox.people.People;
import dev.tenon.sandbox.people.Person;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Makes and reads the JWTs of one provider: access tokens and ID tokens. Safe for use by any
/// thread.
final class Tokens {
  private static final JOSEObjectType ACCESS = new JOSEObjectType("at+jwt");
  private static final String GRANT_CLAIM = "grant";

  private final Issuer issuer;
  private final Signer signer;
  private final Dialect dialect;
  private final Grants grants;
  private final Clock clock;
  private final Clock outside;

  Tokens(Issuer issuer, Signer signer, Dialect dialect, Grants grants, Surroundings around) {
    this.issuer = issuer;
    this.signer = signer;
    this.dialect = dialect;
    this.grants = grants;
    this.clock = around.clock();
    this.outside = around.outside();
  }

  String access(Access access) {
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(issuer.toString())
            .subject(access.subject())
            .audience(access.audience())
            .issueTime(Date.from(access.issuedAt()))
            .expirationTime(Date.from(access.expiresAt()))
            .jwtID(access.tokenId())
            .claim("client_id", access.clientId())
            .claim("scope", Scopes.join(access.scopes()))
            .claim("identity_type", access.person().isPresent() ? "user" : "application");
    access.grant().ifPresent(grant -> claims.claim(GRANT_CLAIM, grant));
    access.person().ifPresent(person -> addClaims(claims, person));
    return signer.sign(ACCESS, claims.build());
  }

  /// The ID token of a person (OpenID Connect Core §2).
  String id(Access access, Consent consent) {
    var claims = idClaims(access).claim("auth_time", consent.at().getEpochSecond());
    consent.nonce().ifPresent(nonce -> claims.claim("nonce", nonce));
    addClaims(claims, consent.person());
    return signer.sign(JOSEObjectType.JWT, claims.build());
  }

  /// The ID token of an application that acts for itself, as legacy Trimble scripts get it.
  String applicationId(Access access) {
    var claims = idClaims(access).claim("identity_type", "application");
    return signer.sign(JOSEObjectType.JWT, claims.build());
  }

  /// Whoever gets it looks at it at once, and by their own clock: where the providers' was moved,
  /// it must neither come from the future nor be over.
  private JWTClaimsSet.Builder idClaims(Access access) {
    Instant now = outside.instant();
    Instant issued = now.isBefore(access.issuedAt()) ? now : access.issuedAt();
    Duration life = Duration.between(access.issuedAt(), access.expiresAt());
    Instant over = now.isBefore(access.issuedAt()) ? access.expiresAt() : now.plus(life);
    return new JWTClaimsSet.Builder()
        .issuer(issuer.toString())
        .subject(access.subject())
        .audience(access.clientId())
        .issueTime(Date.from(issued))
        .expirationTime(Date.from(over));
  }

  private void addClaims(JWTClaimsSet.Builder claims, Person person) {
    for (var member : dialect.claims(person).properties()) {
      JsonNode value = member.getValue();
      claims.claim(
          member.getKey(), value.isBoolean() ? (Object) value.booleanValue() : value.asString());
    }
  }

  /// What a call brought in its `Authorization` header.
  Presented presented(Request request) {
    Optional<String> header = request.header("Authorization");
    if (header.isEmpty()) {
      return new Presented.Missing();
    }
    String[] parts = header.get().split(" ", -1);
    if (parts.length != 2 || !parts[0].equalsIgnoreCase("Bearer")) {
      return new Presented.Malformed();
    }
    return read(parts[1]);
  }

  /// What an access token says.
  Presented read(String token) {
    return signer
        .verify(token)
        .filter(claims -> issuer.toString().equals(claims.getIssuer()))
        .flatMap(Tokens::accessOf)
        .map(this::judged)
        .orElseGet(Presented.Invalid::new);
  }

  /// The claims of an ID token of this provider that has not expired.
  Optional<JWTClaimsSet> readId(String token) {
    Instant now = clock.instant();
    return signer
        .verify(token)
        .filter(claims -> issuer.toString().equals(claims.getIssuer()))
        .filter(claims -> claims.getClaim("scope") == null)
        .filter(claims -> now.isBefore(claims.getExpirationTime().toInstant()));
  }

  private Presented judged(Access access) {
    if (!clock.instant().isBefore(access.expiresAt())) {
      return new Presented.Expired();
    }
    return grants.honours(access) ? new Presented.Good(access) : new Presented.Invalid();
  }

  private static Optional<Access> accessOf(JWTClaimsSet claims) {
    try {
      String scope = claims.getStringClaim("scope");
      if (scope == null) {
        return Optional.empty();
      }
      String subject = claims.getSubject();
      return Optional.of(
          new Access(
              claims.getJWTID(),
              claims.getStringClaim("client_id"),
              People.byId(subject),
              Optional.ofNullable(claims.getStringClaim(GRANT_CLAIM)),
              Scopes.parse(scope),
              claims.getAudience(),
              claims.getIssueTime().toInstant(),
              claims.getExpirationTime().toInstant()));
    } catch (ParseException _) {
      return Optional.empty();
    }
  }
}
