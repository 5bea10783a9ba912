package dev.tenon.resource;

import java.time.Instant;

/// How a list is read.
public sealed interface Reading {
  /// All of it.
  record Whole() implements Reading {}

  /// What has changed since then; all of it where the connector does not know how to ask so.
  record Since(Instant then) implements Reading {}

  /// Not at all: it was read before.
  record Skip() implements Reading {}
}
