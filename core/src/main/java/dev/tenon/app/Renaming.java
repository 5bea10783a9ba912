package dev.tenon.app;

/// What came of another name for an app.
public enum Renaming {
  /// It has the name, wherever it stood before.
  DONE,
  /// There is no app of the old name.
  UNKNOWN,
  /// Another app has the new name, or one had it and connections of its own are left. Nothing is
  /// changed.
  TAKEN
}
