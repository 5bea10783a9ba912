package dev.tenon.exchange;

import java.util.Arrays;
import java.util.Optional;

/// What a subject token is (RFC 8693 §3), as far as it is taken: JWTs only, since nothing else can
/// be verified without asking.
public enum SubjectTokenType {
  JWT("jwt"),
  ID_TOKEN("id_token"),
  ACCESS_TOKEN("access_token");

  private static final String PREFIX = "urn:ietf:params:oauth:token-type:";

  private final String urn;

  SubjectTokenType(String name) {
    this.urn = PREFIX + name;
  }

  /// Its URN.
  public String urn() {
    return urn;
  }

  /// The type that `urn` names.
  public static Optional<SubjectTokenType> parse(String urn) {
    return Arrays.stream(values()).filter(type -> type.urn.equals(urn)).findFirst();
  }
}
