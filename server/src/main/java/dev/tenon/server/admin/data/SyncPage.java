package dev.tenon.server.admin.data;

import dev.tenon.server.admin.page.Badge;
import dev.tenon.server.admin.page.Frame;
import dev.tenon.server.admin.page.Words;
import java.util.List;
import java.util.Optional;

/// A sync: what is kept, how often, and how its runs went.
///
/// @param up path of the connection
/// @param records path of what is kept
/// @param base path of this page, to which its forms add
/// @param choices of how often
record SyncPage(
    Frame frame,
    String up,
    String connection,
    String base,
    String records,
    String resource,
    String within,
    String app,
    String every,
    Badge badge,
    boolean paused,
    boolean running,
    Optional<Words.When> complete,
    Optional<Words.When> failing,
    String kept,
    String id,
    boolean mayChange,
    List<Choice> choices,
    Optional<String> problem,
    List<Run> runs,
    Optional<String> older) {

  /// @param seconds its value in the form; empty text: by hand
  record Choice(String seconds, String label, boolean chosen) {}

  /// @param why where it is not complete
  record Run(
      long number,
      Words.When begun,
      String length,
      Badge badge,
      String what,
      List<Figure> figures,
      List<String> why,
      List<String> notes) {}

  /// @param label what was counted
  record Figure(String label, String number) {}
}
