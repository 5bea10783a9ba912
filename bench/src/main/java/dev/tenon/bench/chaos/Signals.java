package dev.tenon.bench.chaos;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Map;

/// Signals to one process by its number, by the system's own call (kill(2)): a program that sends
/// it would have to be started first, and on a busy machine nobody knows when its signal went.
final class Signals {
  /// As Linux numbers them on all of its usual processors (signal(7)).
  private static final Map<String, Integer> NUMBERS =
      Map.of("INT", 2, "QUIT", 3, "TERM", 15, "CONT", 18, "STOP", 19);

  // The one call of the system that there is, with the types that it has.
  @SuppressWarnings("restricted")
  private static final MethodHandle KILL =
      Linker.nativeLinker()
          .downcallHandle(
              Linker.nativeLinker().defaultLookup().findOrThrow("kill"),
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

  private Signals() {}

  /// Sends signal `name`, such as `STOP`; false where the process is gone.
  static boolean send(String name, long pid) {
    Integer number = NUMBERS.get(name);
    if (number == null) {
      throw new IllegalArgumentException(name);
    }
    try {
      return (int) KILL.invokeExact(Math.toIntExact(pid), (int) number) == 0;
    } catch (Throwable e) {
      throw new IllegalStateException("kill(2) cannot be called", e);
    }
  }
}
