package dev.tenon.server.admin.clients;

import dev.tenon.server.admin.page.Badge;
import dev.tenon.server.admin.page.Frame;
import java.util.List;
import java.util.Optional;

/// The form that posts a connector's file.
///
/// @param faults what is wrong in it, with its place
/// @param good what a check has found, where nothing is wrong
/// @param notes what should be known before it is saved
record ConnectorFormPage(
    Frame frame,
    String heading,
    String action,
    String close,
    String yaml,
    List<String> notes,
    List<Fault> faults,
    Optional<Badge> good) {

  /// @param line its text
  record Fault(String place, String field, String message, String line) {}
}
