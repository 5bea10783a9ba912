package dev.tenon.server.catalog;

import dev.tenon.connector.TokenReading;
import dev.tenon.connector.TokenReading.ExpiryUnit;
import java.util.Map;

/// Reads where the parts of a token answer are.
final class AnswerReader {
  private AnswerReader() {}

  static TokenReading read(Section section) {
    Map<String, String> keep = section.pairs("keep");
    TokenReading standard = TokenReading.standard();
    TokenReading reading =
        new TokenReading(
            section.text("access_token", standard.accessToken()),
            section.text("alternate_access_token"),
            section.text("refresh_token", standard.refreshToken()),
            section.text("expires_in", standard.expiresIn()),
            section.choice("expires_in_unit", ExpiryUnit.class, ExpiryUnit.SECONDS),
            section.text("scope", standard.scope()),
            section.text("token_type", standard.tokenType()),
            section.text("refresh_expires_in"),
            keep,
            section
                .section("failed_when")
                .map(
                    each ->
                        new TokenReading.FailedWhen(
                            each.text("path", ""),
                            each.text("value", ""),
                            each.text("error", ""))));
    for (String token : new String[] {reading.accessToken(), reading.refreshToken(), "id_token"}) {
      if (keep.containsKey(token)) {
        section.problem("keep", "must not keep a token in clear: " + token);
      }
    }
    return reading;
  }
}
