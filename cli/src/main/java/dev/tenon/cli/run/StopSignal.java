package dev.tenon.cli.run;

/// Tells a command that runs on to stop.
@FunctionalInterface
public interface StopSignal {
  /// From now on the process does not end before the command has closed what it opens: called
  /// before a hub starts, for it may refresh before its start is over.
  default void expect() {}

  /// Waits until the command shall stop; returns at once where it was told to since [#expect()].
  void await() throws InterruptedException;
}
