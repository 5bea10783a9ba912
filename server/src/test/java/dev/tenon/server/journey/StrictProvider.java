package dev.tenon.server.journey;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// A small OpenID provider that insists on everything: one client, its secret, its redirect URI,
/// PKCE by S256, nonce, and codes that serve once. Who signs in and what it says of them is the
/// test's to choose.
final class StrictProvider implements AutoCloseable {
  static final String CLIENT_ID = "tenon-console";
  static final String CLIENT_SECRET = "the-consoles-secret";

  private static final RSAKey KEY = key();

  private final HttpServer server;
  private final URI redirectUri;
  private final Map<String, Map<String, String>> requests = new ConcurrentHashMap<>();
  private final AtomicInteger exchanges = new AtomicInteger();
  private volatile Map<String, Object> claims = Map.of();
  private final AtomicInteger lookedFor = new AtomicInteger();
  private volatile String issuerInCallback = "";
  private volatile boolean away;

  private StrictProvider(URI redirectUri) {
    this.redirectUri = redirectUri;
    try {
      this.server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  static StrictProvider start(URI redirectUri) {
    return new StrictProvider(redirectUri);
  }

  String issuer() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /// What the next ID tokens say besides the usual.
  void says(Map<String, Object> what) {
    this.claims = what;
  }

  /// Whom callbacks say that they are from.
  void callsItself(String issuer) {
    this.issuerInCallback = issuer;
  }

  /// Its metadata are not there, or again.
  void isAway(boolean whether) {
    this.away = whether;
  }

  /// How often its metadata were asked for where they are looked for first.
  int lookedFor() {
    return lookedFor.get();
  }

  /// How many codes were asked to be exchanged.
  int exchanges() {
    return exchanges.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      switch (exchange.getRequestURI().getPath()) {
        case "/.well-known/openid-configuration" -> {
          lookedFor.incrementAndGet();
          send(exchange, away ? 503 : 200, metadata());
        }
        case "/jwks" -> send(exchange, 200, new JWKSet(KEY.toPublicJWK()).toString());
        case "/authorize" -> authorize(exchange);
        case "/token" -> token(exchange);
        default -> send(exchange, 404, "{}");
      }
    }
  }

  private String metadata() {
    return """
        {"issuer":"%1$s","authorization_endpoint":"%1$s/authorize","token_endpoint":"%1$s/token",
         "jwks_uri":"%1$s/jwks","response_types_supported":["code"]}
        """
        .formatted(issuer());
  }

  private void authorize(HttpExchange exchange) throws IOException {
    Map<String, String> asked = form(exchange.getRequestURI().getRawQuery());
    boolean whole =
        "code".equals(asked.get("response_type"))
            && CLIENT_ID.equals(asked.get("client_id"))
            && redirectUri.toString().equals(asked.get("redirect_uri"))
            && "S256".equals(asked.get("code_challenge_method"))
            && asked.getOrDefault("code_challenge", "").length() == 43
            && asked.getOrDefault("nonce", "").length() >= 22
            && asked.getOrDefault("state", "").length() >= 22
            && asked.getOrDefault("scope", "").contains("openid")
            && !asked.getOrDefault("scope", "").contains("offline_access");
    if (!whole) {
      send(exchange, 400, "{\"asked\":\"" + asked.keySet() + "\"}");
      return;
    }
    String code = UUID.randomUUID().toString();
    requests.put(code, asked);
    String back =
        redirectUri + "?code=" + code + "&state=" + encode(asked.getOrDefault("state", ""));
    exchange
        .getResponseHeaders()
        .set(
            "Location",
            issuerInCallback.isEmpty() ? back : back + "&iss=" + encode(issuerInCallback));
    exchange.sendResponseHeaders(302, -1);
  }

  private void token(HttpExchange exchange) throws IOException {
    exchanges.incrementAndGet();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Map<String, String> sent = form(body);
    String basic =
        Base64.getEncoder()
            .encodeToString((CLIENT_ID + ":" + CLIENT_SECRET).getBytes(StandardCharsets.UTF_8));
    Map<String, String> asked = requests.remove(sent.getOrDefault("code", ""));
    if (!("Basic " + basic).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      send(exchange, 401, "{\"error\":\"invalid_client\"}");
    } else if (asked == null
        || !redirectUri.toString().equals(sent.get("redirect_uri"))
        || !challenge(sent.getOrDefault("code_verifier", "")).equals(asked.get("code_challenge"))) {
      send(exchange, 400, "{\"error\":\"invalid_grant\"}");
    } else {
      send(
          exchange,
          200,
          "{\"access_token\":\"at\",\"token_type\":\"Bearer\",\"expires_in\":300,\"id_token\":\"%s\"}"
              .formatted(idToken(asked.getOrDefault("nonce", ""))));
    }
  }

  private String idToken(String nonce) {
    JWTClaimsSet.Builder all =
        new JWTClaimsSet.Builder()
            .issuer(issuer())
            .audience(CLIENT_ID)
            .issueTime(Date.from(Instant.now()))
            .expirationTime(Date.from(Instant.now().plusSeconds(300)))
            .claim("nonce", nonce);
    claims.forEach(all::claim);
    try {
      SignedJWT jwt =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(KEY.getKeyID()).build(), all.build());
      jwt.sign(new RSASSASigner(KEY));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static RSAKey key() {
    try {
      return new RSAKeyGenerator(2048).keyID("strict").generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String challenge(String verifier) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> form(String text) {
    Map<String, String> all = new HashMap<>();
    for (String pair : text.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      if (parts.length == 2) {
        all.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
      }
    }
    return all;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static void send(HttpExchange exchange, int status, String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
