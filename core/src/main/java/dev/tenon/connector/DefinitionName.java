package dev.tenon.connector;

/// The name of a connection definition within its connector, for example `user-sign-in`.
///
/// @param value lower-case letters, digits and single dashes
public record DefinitionName(String value) {
  public DefinitionName {
    if (!ConnectorName.isValid(value)) {
      throw new IllegalArgumentException(
          "a connection definition's name has lower-case letters, digits and dashes");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
