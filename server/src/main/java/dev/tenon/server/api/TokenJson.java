package dev.tenon.server.api;

import dev.tenon.server.http.Answer;
import dev.tenon.server.http.json.JsonWriter;
import dev.tenon.token.IssuedToken;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/// The one answer that holds an access token. All of it but `expires_in` is the same whenever the
/// token is handed out, so it is made once and kept with the token; `expires_in` comes last and is
/// put to it each time.
final class TokenJson {
  private static final List<Answer.Header> HEADERS =
      List.of(
          new Answer.Header("Content-Type", "application/json"),
          new Answer.Header("Cache-Control", "no-store"));

  private static final byte[] UNKNOWN = "null}".getBytes(StandardCharsets.US_ASCII);

  private TokenJson() {}

  static Answer answer(IssuedToken token, Instant now) {
    byte[] prepared = token.rendered(TokenJson::prepare);
    byte[] end =
        token
            .expiresAt()
            .map(at -> Math.max(0, Duration.between(now, at).toSeconds()) + "}")
            .map(text -> text.getBytes(StandardCharsets.US_ASCII))
            .orElse(UNKNOWN);
    byte[] body = Arrays.copyOf(prepared, prepared.length + end.length);
    System.arraycopy(end, 0, body, prepared.length, end.length);
    return new Answer(200, HEADERS, body);
  }

  private static byte[] prepare(IssuedToken token) {
    byte[] whole =
        JsonWriter.object(
            json ->
                json.text("access_token", token.accessToken().secret().reveal())
                    .text("token_type", token.tokenType())
                    .time("expires_at", token.expiresAt())
                    .text("scope", token.scope().toString())
                    .text("connection_id", token.connection().value())
                    .number("token_version", token.version())
                    .nothing("expires_in"));
    return Arrays.copyOf(whole, whole.length - UNKNOWN.length);
  }
}
