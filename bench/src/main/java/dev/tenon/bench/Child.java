package dev.tenon.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A Java process of ours that is told what to do line by line, and ends with its input.
final class Child implements AutoCloseable {
  /// What the launcher gives the hub.
  private static final List<String> OPTIONS =
      List.of(
          "-XX:+UseSerialGC",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private static final String MARK = "bench> ";

  private final Process process;
  private final Writer input;
  private final BufferedReader output;

  private Child(Process process) {
    this.process = process;
    this.input = process.outputWriter();
    this.output = process.inputReader();
  }

  /// Starts `main` with `prefix` before its command.
  static Child start(List<String> prefix, Class<?> main, List<String> arguments) {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(OPTIONS);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    try {
      return new Child(
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + main.getSimpleName(), e);
    }
  }

  /// What the child says to `line`.
  String ask(String line) {
    try {
      input.write(line);
      input.write('\n');
      input.flush();
      return hear();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Processor time that it has used so far.
  Duration processorTime() {
    return processor(process.toHandle());
  }

  /// Processor time that `process` has used so far.
  static Duration processor(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /// Says `words` to the process that started this one.
  static void say(String words) {
    System.out.println(MARK + words);
  }

  /// What the child says next. What else it prints, such as its log, is passed on.
  String hear() {
    try {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.startsWith(MARK)) {
          return line.substring(MARK.length());
        }
        System.err.println(line);
      }
      throw new IllegalStateException("a process ended early; what it said stands above");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      input.close();
      // What it says at its end must be taken, or it waits for that for ever.
      output.lines().forEach(System.err::println);
      process.waitFor();
    } catch (IOException e) {
      process.destroy();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
    }
  }
}
