package dev.tenon.sdk.json;

/// A text is not JSON, or the JSON is not what was agreed. The message never holds the text itself.
public final class JsonException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// With what is wrong.
  public JsonException(String message) {
    super(message);
  }

  /// With what is wrong and where that was seen.
  public JsonException(String message, Throwable cause) {
    super(message, cause);
  }
}
