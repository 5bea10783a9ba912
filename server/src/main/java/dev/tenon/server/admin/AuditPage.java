package dev.tenon.server.admin;

import dev.tenon.server.admin.page.Badge;
import dev.tenon.server.admin.page.Frame;
import dev.tenon.server.admin.page.Words;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The audit log, newest first.
///
/// @param path of this page
/// @param word that is searched for; empty text: all
/// @param actions to choose from while typing
/// @param older path of the next page
/// @param newest path of the first page, where this is another
/// @param chain what checking the log has shown, where that was asked for
/// @param check path that checks it
record AuditPage(
    Frame frame,
    String path,
    String word,
    List<String> actions,
    List<Row> rows,
    Optional<String> older,
    Optional<String> newest,
    Optional<Badge> chain,
    String check) {

  /// @param who did it, for people
  /// @param whoHref what else they did
  /// @param action for people
  /// @param details each name with its value
  record Row(
      long number,
      Words.When when,
      String who,
      Optional<String> whoHref,
      String action,
      String actionHref,
      String target,
      String targetHref,
      Map<String, String> details,
      String hash) {}
}
