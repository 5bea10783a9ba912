package dev.tenon.server.admin.page;

/// A word with a colour. The word says it all; the colour only helps.
///
/// @param kind `good`, `wait`, `bad` or `plain`
public record Badge(String kind, String text) {
  /// All is well.
  public static Badge good(String text) {
    return new Badge("good", text);
  }

  /// It may become well by itself.
  public static Badge wait(String text) {
    return new Badge("wait", text);
  }

  /// Somebody has to do something.
  public static Badge bad(String text) {
    return new Badge("bad", text);
  }

  /// Neither good nor bad.
  public static Badge plain(String text) {
    return new Badge("plain", text);
  }
}
