package dev.tenon.cli.imports;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Rows of the table `oauth2_authorized_client` (the schema that ships with Spring Security's
/// `JdbcOAuth2AuthorizedClientService`). Its tokens are bytes, which PostgreSQL writes as `\x…`.
final class SpringFormat {
  private SpringFormat() {}

  static void read(Draft draft) {
    JsonNode row = draft.row();
    draft.holder("client_registration_id", "principal_name");
    draft.tokens(
        bytes(draft, "access_token_value"),
        draft.time(row, "access_token_expires_at"),
        bytes(draft, "refresh_token_value"));
    Draft.text(row, "access_token_scopes")
        .ifPresent(scopes -> draft.scope(scopes.replace(',', ' ').replaceAll(" +", " ")));
  }

  private static Optional<String> bytes(Draft draft, String field) {
    Optional<String> text = Draft.text(draft.row(), field);
    if (text.isEmpty() || !text.get().matches("(\\\\x|0x)[0-9a-fA-F]*")) {
      return text;
    }
    String digits = text.get().substring(2);
    if (digits.length() % 2 != 0) {
      draft.wrong(field, "has an odd number of hexadecimal digits");
      return Optional.empty();
    }
    return Optional.of(new String(HexFormat.of().parseHex(digits), StandardCharsets.UTF_8));
  }
}
