package dev.tenon.cli.run;

/// Tells a command that runs on to stop.
@FunctionalInterface
public interface StopSignal {
  /// Waits until the command shall stop. What it then closes has a few seconds to end.
  void await() throws InterruptedException;
}
