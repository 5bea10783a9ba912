package dev.tenon.simulation;

/// The process that this activity belonged to is no more. Nothing that still runs while it is
/// thrown reaches the world: every port throws it again.
final class Crashed extends Error {
  private static final long serialVersionUID = 1L;

  Crashed() {
    super("the process is gone", null, false, false);
  }
}
