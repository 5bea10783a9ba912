package dev.tenon.server.outbound.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.tenon.server.outbound.ScriptedServer;
import dev.tenon.server.outbound.ScriptedServer.Conversation;
import dev.tenon.server.outbound.ScriptedServer.Received;
import dev.tenon.server.outbound.TestClient;
import java.io.IOException;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// An issuer with metadata, keys and userinfo, each of which the test can replace.
final class FakeIssuer implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final RSAKey FIRST = key("key-1");
  private static final RSAKey SECOND = key("key-2");

  private final ScriptedServer server = new ScriptedServer(this::answer);
  private final Map<String, String> pages = new ConcurrentHashMap<>();

  FakeIssuer() {
    pages.put("/jwks", new JWKSet(FIRST.toPublicJWK()).toString());
    pages.put("/userinfo", "{\"sub\":\"user-1\",\"name\":\"Ada\",\"email\":\"ada@firm.example\"}");
    pages.put("/.well-known/openid-configuration", metadata(issuer()));
  }

  private static RSAKey key(String id) {
    try {
      return new RSAKeyGenerator(2048).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private void answer(Received request, Conversation talk) throws IOException {
    String path = request.requestLine().split(" ", -1)[1];
    String page = pages.get(path);
    if (page == null) {
      talk.json(404, "{}");
    } else {
      talk.json(200, page);
    }
  }

  ScriptedServer server() {
    return server;
  }

  String issuer() {
    return server.url("").toString();
  }

  /// Answers `path` with `body` from now on.
  void put(String path, String body) {
    pages.put(path, body);
  }

  /// Answers `path` with 404 from now on.
  void remove(String path) {
    pages.remove(path);
  }

  String publishedKeys() {
    return pages.getOrDefault("/jwks", "");
  }

  /// Publishes the second key in place of the first.
  void rotateKeys() {
    pages.put("/jwks", new JWKSet(SECOND.toPublicJWK()).toString());
  }

  long requestsFor(String path) {
    return server.requests().stream()
        .filter(it -> it.requestLine().contains(" " + path + " "))
        .count();
  }

  String metadata(String issuer) {
    return """
        {"issuer":"%s","authorization_endpoint":"%s","token_endpoint":"%s","jwks_uri":"%s",
         "userinfo_endpoint":"%s","revocation_endpoint":"%s",
         "authorization_response_iss_parameter_supported":true}"""
        .formatted(
            issuer,
            server.url("/authorize"),
            server.url("/token"),
            server.url("/jwks"),
            server.url("/userinfo"),
            server.url("/revoke"));
  }

  /// Claims as they should be.
  JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer(issuer())
        .subject("user-1")
        .audience(TestClient.CLIENT_ID)
        .issueTime(Date.from(NOW))
        .expirationTime(Date.from(NOW.plusSeconds(3600)))
        .claim("nonce", "nonce-1")
        .claim("name", "Ada")
        .claim("email", "ada@firm.example");
  }

  String signed(JWTClaimsSet claims) {
    return signed(claims, FIRST);
  }

  String signedWithSecondKey(JWTClaimsSet claims) {
    return signed(claims, SECOND);
  }

  private static String signed(JWTClaimsSet claims, RSAKey key) {
    try {
      JWSSigner signer = new RSASSASigner(key);
      return signed(claims, JWSAlgorithm.RS256, key.getKeyID(), signer);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  static String signed(
      JWTClaimsSet claims, JWSAlgorithm algorithm, String keyId, JWSSigner signer) {
    try {
      SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(algorithm).keyID(keyId).build(), claims);
      jwt.sign(signer);
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
