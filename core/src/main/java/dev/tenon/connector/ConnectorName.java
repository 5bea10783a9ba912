package dev.tenon.connector;

/// The name of a connector, as in its file name and in the API.
///
/// @param value lower-case letters, digits and single dashes, for example `trimble-connect`
public record ConnectorName(String value) {
  public ConnectorName {
    if (!isValid(value)) {
      throw new IllegalArgumentException(
          "a connector's name has lower-case letters, digits and dashes");
    }
  }

  /// Whether `value` may be a connector's name.
  public static boolean isValid(String value) {
    return value.length() <= 64 && value.matches("[a-z0-9]+(-[a-z0-9]+)*");
  }

  @Override
  public String toString() {
    return value;
  }
}
