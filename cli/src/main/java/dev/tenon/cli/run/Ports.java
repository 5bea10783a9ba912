package dev.tenon.cli.run;

import dev.tenon.cli.command.Invocation;
import dev.tenon.cli.terminal.ExitCode;
import dev.tenon.cli.terminal.FailedException;
import dev.tenon.cli.terminal.Failure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// Ports to listen on, and the words for one that is taken.
final class Ports {
  private static final int HIGHEST = 65_535;

  private Ports() {}

  /// The port that an option gives, or another.
  static int of(Invocation call, String option, int otherwise) {
    return call.option(option).map(text -> port(option, text)).orElse(otherwise);
  }

  /// Ends the command where something listens on `port` already, with words that help. Port 0 is
  /// any free one.
  static void requireFree(int port, String what, String option) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException _) {
      throw new FailedException(
          Failure.of(
              ExitCode.INTERNAL,
              "Port " + port + " is in use, and " + what + " wants it.",
              "you",
              "Stop what listens there, or give another: " + option + " PORT"));
    }
  }

  private static int port(String option, String text) {
    if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > HIGHEST) {
      throw new FailedException(
          Failure.usage(option + " is '" + text + "'.", "Give a number from 0 to 65535."));
    }
    return Integer.parseInt(text);
  }
}
