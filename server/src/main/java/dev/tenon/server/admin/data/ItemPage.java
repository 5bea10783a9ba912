package dev.tenon.server.admin.data;

import dev.tenon.server.admin.page.Frame;
import dev.tenon.server.admin.page.Words;
import java.util.List;
import java.util.Optional;

/// One item, whole.
///
/// @param up path of its list
/// @param id where no column has it
/// @param cells its columns
/// @param json all of it, as the provider sent it
/// @param below what lies in it
/// @param map path of the map that shows it
/// @param file where its file is had, where it has one
/// @param versions what it was, newest first, where it is kept
record ItemPage(
    Frame frame,
    String name,
    String up,
    String list,
    String connection,
    Optional<String> id,
    List<Cell> cells,
    JsonText json,
    List<ResourcePage.Link> below,
    Optional<String> map,
    Optional<FilePart> file,
    List<Version> versions) {

  /// @param picture address of its picture, where it looks like one by its name
  /// @param text path of the page that shows it as text, where it looks like one by its name
  record FilePart(String name, String download, Optional<String> picture, Optional<String> text) {}

  /// @param when the hub saw it
  record Version(long number, Words.When when, boolean deleted, JsonText json) {}
}
