package dev.tenon.server.admin;

import dev.tenon.server.admin.page.Frame;
import java.util.List;
import java.util.Optional;

/// For how long the workspace keeps things.
///
/// @param rows a field each
/// @param auditForEver whether the audit log's box is ticked that keeps it for ever
/// @param question asked before a shorter time is saved
/// @param others what is kept for a time that is not set here
record RetentionPage(
    Frame frame,
    List<SettingsTab> tabs,
    String action,
    boolean mayChange,
    boolean isWrong,
    List<Row> rows,
    Row audit,
    boolean auditForEver,
    Optional<Question> question,
    List<Other> others) {

  /// A number of days.
  ///
  /// @param text as it was typed
  /// @param about what it is, and what stays in any case
  /// @param bounds the least and the most, for people
  /// @param now what there is now
  /// @param problem empty text where there is none
  record Row(
      String field,
      String label,
      String text,
      int least,
      int most,
      String about,
      String bounds,
      String now,
      String problem) {
    boolean isWrong() {
      return !problem.isEmpty();
    }
  }

  /// What is asked before things go.
  ///
  /// @param losses what goes, a line each
  /// @param agreed what the answer carries, so that it agrees to this and to nothing else
  record Question(List<Loss> losses, String agreed, String back) {}

  record Loss(String what, String change, String gone) {}

  record Other(String what, String howLong) {}
}
