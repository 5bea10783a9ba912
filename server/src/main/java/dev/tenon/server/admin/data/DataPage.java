package dev.tenon.server.admin.data;

import dev.tenon.server.admin.page.Badge;
import dev.tenon.server.admin.page.Frame;
import java.util.List;
import java.util.Optional;

/// Whose things to look at: the connections that there are.
///
/// @param path of this page
/// @param user that is looked for; empty text: all
/// @param integration that is chosen; empty text: all
/// @param any whether the workspace has a connection at all
/// @param bounded what is said where more are found than are shown
record DataPage(
    Frame frame,
    String path,
    String user,
    String integration,
    List<String> integrations,
    boolean any,
    List<Row> rows,
    Optional<String> bounded,
    Optional<String> older,
    Optional<String> newest) {

  /// @param holder whose it is
  /// @param account at the provider, where it is known
  record Row(String holder, String href, String account, String integration, Badge badge) {}
}
