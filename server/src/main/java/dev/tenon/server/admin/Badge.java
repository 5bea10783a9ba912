package dev.tenon.server.admin;

/// A word with a colour. The word says it all; the colour only helps.
///
/// @param kind `good`, `wait`, `bad` or `plain`
record Badge(String kind, String text) {
  static Badge good(String text) {
    return new Badge("good", text);
  }

  static Badge wait(String text) {
    return new Badge("wait", text);
  }

  static Badge bad(String text) {
    return new Badge("bad", text);
  }

  static Badge plain(String text) {
    return new Badge("plain", text);
  }
}
