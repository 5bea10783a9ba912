package dev.tenon.bench.chaos;

import dev.tenon.sdk.json.Json;
import dev.tenon.sdk.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

/// What a token of the sandbox says of itself. Whether that is true, the sandbox is asked.
record Bearer(String grant, Instant issued, Instant ends) {
  static Bearer of(String token) {
    String claims = token.split("\\.", -1)[1];
    JsonObject json =
        (JsonObject)
            Json.parse(new String(Base64.getUrlDecoder().decode(claims), StandardCharsets.UTF_8));
    return new Bearer(
        json.text("grant").orElse(""),
        Instant.ofEpochSecond(json.number("iat").orElseThrow()),
        Instant.ofEpochSecond(json.number("exp").orElseThrow()));
  }
}
