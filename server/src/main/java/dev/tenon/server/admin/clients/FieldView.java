package dev.tenon.server.admin.clients;

import java.util.List;
import java.util.Optional;

/// A field of the form of an OAuth client, ready to be shown.
///
/// @param name that it is sent by; also its id
/// @param value that stands in it; never a secret
/// @param usual what holds where it is left empty; empty text where nothing does
/// @param choices to pick from, of a select or a list of boxes
/// @param other what was typed besides the choices, of a list of boxes
/// @param guide where the value is found
/// @param problem what is wrong with it
record FieldView(
    Kind kind,
    String name,
    String title,
    boolean required,
    String value,
    String hint,
    String usual,
    List<Choice> choices,
    String other,
    Optional<String> guide,
    Optional<String> problem) {

  /// How it is filled in.
  enum Kind {
    TEXT,
    /// Several lines, for example a key.
    LINES,
    DATE,
    /// One line that is set and never read.
    SECRET,
    /// Several lines that are set and never read.
    SECRET_LINES,
    SELECT,
    /// Boxes of which any number is ticked, and a line for others.
    BOXES,
    /// One box.
    FLAG
  }

  /// @param about what it does, in plain words
  /// @param note what should be known before it is ticked; empty text for nothing
  record Choice(String value, String label, String about, String note, boolean chosen) {}
}
