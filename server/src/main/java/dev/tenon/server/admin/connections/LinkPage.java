package dev.tenon.server.admin.connections;

import dev.tenon.server.admin.page.Badge;
import dev.tenon.server.admin.page.Frame;
import dev.tenon.server.admin.page.Words;
import java.util.List;
import java.util.Optional;

/// What has become of a connect link; never its address.
///
/// @param app that made it; empty where a member or an admin key did
/// @param connections of its user through its integrations, as they stand now
/// @param canConfirm whether a code can be typed here
/// @param canEnd whether to show the button
record LinkPage(
    Frame frame,
    String all,
    String base,
    String user,
    Badge badge,
    Optional<String> app,
    Words.When made,
    Words.When ends,
    String uses,
    List<Led> connections,
    boolean canConfirm,
    boolean canEnd,
    Optional<String> problem) {

  /// @param href of the connection, where there is one
  record Led(String integration, Optional<String> href, Badge badge) {}
}
