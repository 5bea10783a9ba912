package dev.tenon.cli.command;

import dev.tenon.cli.terminal.FailedException;
import dev.tenon.cli.terminal.Failure;
import dev.tenon.sdk.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Optional;

/// Where secrets come from: a file, standard input, the environment, a question. Never an argument,
/// since other users of the machine can read those.
final class SecretSource {
  private SecretSource() {}

  /// The secret that `--{name}-file` or `--{name}-env` point to; empty where neither is given.
  static Optional<Secret> given(Invocation call, String name) {
    return call.option("--" + name + "-file")
        .map(file -> file(call, file))
        .or(() -> call.option("--" + name + "-env").map(variable -> required(call, variable)));
  }

  /// The secret in a file, without the line's end; `-` is standard input.
  static Secret file(Invocation call, String file) {
    try {
      String text =
          file.equals("-")
              ? new String(call.terminal().in().readAllBytes(), StandardCharsets.UTF_8)
              : Files.readString(call.file(file));
      return secret(text.strip());
    } catch (IOException e) {
      throw failed("The file " + file + " cannot be read.", "Check its name and its mode.");
    }
  }

  /// The secret in a variable of the environment.
  static Optional<Secret> variable(Invocation call, String name) {
    return Optional.ofNullable(call.terminal().environment().get(name))
        .filter(value -> !value.isBlank())
        .map(value -> Secret.of(value.strip()));
  }

  private static Secret required(Invocation call, String variable) {
    return variable(call, variable)
        .orElseThrow(
            () -> failed("The variable " + variable + " is not set.", "Set it, or name another."));
  }

  private static Secret secret(String text) {
    if (text.isBlank()) {
      throw failed("The secret is empty.", "Put the secret there.");
    }
    return Secret.of(text);
  }

  private static FailedException failed(String happened, String todo) {
    return new FailedException(Failure.usage(happened, todo));
  }
}
