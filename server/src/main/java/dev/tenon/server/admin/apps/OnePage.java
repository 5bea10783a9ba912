package dev.tenon.server.admin.apps;

import dev.tenon.server.admin.page.Badge;
import dev.tenon.server.admin.page.Frame;
import dev.tenon.server.admin.page.Words;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One app.
///
/// @param all path of the list
/// @param base path of this page
/// @param newName what was typed
/// @param mayWork whether keys and return addresses can be changed
/// @param mayDecide whether what it may use and call can be changed, and the app deleted
/// @param connections path of the connections that it may ask about
/// @param keyName what was typed
/// @param returnUrls one a line, as typed or stored
/// @param allowedCalls one a line, as typed or stored
/// @param own connections that it holds itself
/// @param dependents what ends with it, in sentences
/// @param snippets what to paste
/// @param problems by field
record OnePage(
    Frame frame,
    String all,
    String base,
    String name,
    String newName,
    boolean mayWork,
    boolean mayDecide,
    String connections,
    List<Key> keys,
    String keyName,
    List<Use> uses,
    String returnUrls,
    String allowedCalls,
    List<Own> own,
    List<String> dependents,
    List<Snippet> snippets,
    Map<String, String> problems) {

  /// @param used when the audit log noted it last; empty: never
  record Key(
      String id,
      String name,
      String lastFour,
      Words.When made,
      Optional<Words.When> used,
      Badge badge,
      boolean valid) {}

  /// An OAuth client that it uses or could use.
  ///
  /// @param chosen whether it may use it
  /// @param everybodys whether every app may
  record Use(
      String id, String name, String href, String provider, boolean chosen, boolean everybodys) {}

  /// A connection that it holds itself.
  record Own(String integration, String href, Badge badge) {}

  /// @param id of the text, for the button that copies it
  record Snippet(String id, String title, String about, String text, boolean open) {}
}
