package dev.tenon.sandbox.connect;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.tenon.sandbox.http.Json;
import dev.tenon.sandbox.http.Reply;
import dev.tenon.sandbox.http.Request;
import dev.tenon.sandbox.oauth.AuthorizationServer;
import dev.tenon.sandbox.oauth.Signer;
import dev.tenon.sandbox.people.People;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;

/// The exchange of an ID token for a Connect token, as scripts of 2017 do it.
final class LegacyTokens {
  private static final Duration LIFETIME = Duration.ofHours(1);
  private static final JOSEObjectType TYPE = new JOSEObjectType("connect+jwt");

  private final AuthorizationServer trimbleIdentity;
  private final Signer signer = new Signer("connect-1");
  private final Clock clock;

  LegacyTokens(AuthorizationServer trimbleIdentity, Clock clock) {
    this.trimbleIdentity = trimbleIdentity;
    this.clock = clock;
  }

  /// Answers POST `auth/token` with body `{"jwt": "<id_token>"}`.
  Reply exchange(Request request) {
    if (!request.mediaType().equals("application/json")) {
      return ConnectErrors.of(415, "BAD_REQUEST", "Content-Type must be application/json");
    }
    Optional<String> idToken =
        Json.parseObject(request.body()).flatMap(body -> Json.text(body, "jwt"));
    if (idToken.isEmpty()) {
      return ConnectErrors.of(400, "BAD_REQUEST", "jwt is missing");
    }
    return trimbleIdentity
        .idToken(idToken.get())
        .<Reply>map(claims -> Reply.json(200, Json.object().put("token", tokenFor(claims))))
        .orElseGet(() -> ConnectErrors.of(401, "INVALID_TOKEN", "The jwt is not a valid ID token"));
  }

  /// Who holds this Connect token; nobody where it is none, or has expired.
  Optional<Viewer> viewer(String token) {
    Instant now = clock.instant();
    return signer
        .verify(token)
        .filter(claims -> now.isBefore(claims.getExpirationTime().toInstant()))
        .map(LegacyTokens::viewerOf);
  }

  private String tokenFor(JWTClaimsSet idToken) {
    Instant now = clock.instant();
    return signer.sign(
        TYPE,
        new JWTClaimsSet.Builder()
            .subject(idToken.getSubject())
            .audience(idToken.getAudience())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(LIFETIME)))
            .build());
  }

  private static Viewer viewerOf(JWTClaimsSet claims) {
    String clientId = claims.getAudience().stream().findFirst().orElse("");
    return new Viewer(People.byId(claims.getSubject()), clientId);
  }
}
