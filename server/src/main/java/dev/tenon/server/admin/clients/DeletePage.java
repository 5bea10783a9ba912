package dev.tenon.server.admin.clients;

import dev.tenon.server.admin.page.Frame;
import java.util.List;
import java.util.Optional;

/// What depends on something, before it is deleted.
///
/// @param what it is: `OAuth client` or `connector`
/// @param dependents what depends on it
/// @param obstacle why it cannot be deleted now
/// @param typed whether its name has to be typed
record DeletePage(
    Frame frame,
    String heading,
    String what,
    String name,
    String action,
    String back,
    List<Dependent> dependents,
    Optional<String> obstacle,
    boolean typed,
    Optional<String> problem) {

  /// @param href of where they are; empty text for nowhere
  /// @param lost what becomes of them
  record Dependent(String what, String href, String lost) {}
}
