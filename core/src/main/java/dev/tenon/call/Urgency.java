package dev.tenon.call;

/// Whether somebody waits for a call's answer.
public enum Urgency {
  /// An app does, and perhaps a person.
  INTERACTIVE,

  /// Nobody right now: lists, exports, what is kept in step. It yields to the others.
  BACKGROUND
}
