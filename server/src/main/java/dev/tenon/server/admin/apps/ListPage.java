package dev.tenon.server.admin.apps;

import dev.tenon.server.admin.page.Frame;
import dev.tenon.server.admin.page.Words;
import java.util.List;
import java.util.Optional;

/// The apps, by name.
///
/// @param path of this page, which the form posts to
/// @param name what was typed
/// @param problem with it
record ListPage(
    Frame frame,
    String path,
    boolean mayMake,
    List<Row> rows,
    String name,
    Optional<String> problem) {

  /// @param uses the integrations that it may use, in a few words
  /// @param calls what it may call, in a few words
  /// @param connections path of the connections that it may ask about
  record Row(
      String name, String href, String uses, String calls, String connections, Words.When made) {}
}
