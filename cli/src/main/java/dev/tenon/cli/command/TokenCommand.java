package dev.tenon.cli.command;

import dev.tenon.cli.terminal.ExitCode;
import dev.tenon.sdk.Token;
import dev.tenon.sdk.json.Json.JsonNumber;
import dev.tenon.sdk.json.JsonObject;
import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;

/// `tenon token`: the token alone on standard output, so that a script takes it by `$(…)`.
public final class TokenCommand {
  private TokenCommand() {}

  /// The command.
  public static CommandSpec spec() {
    return Ask.options(Verb.named("token", "Gets a valid token of a user."))
        .atHub()
        .note("Prints the token alone; more about it goes to standard error in a terminal.")
        .does(TokenCommand::run);
  }

  private static ExitCode run(Invocation call) {
    Token token = call.hub().token(Ask.of(call)).orThrow();
    if (call.isJson()) {
      return call.print(json(call, token));
    }
    call.say(token.accessToken().reveal());
    if (call.terminal().isInteractive()) {
      call.terminal().err().println(about(call, token));
    }
    return ExitCode.OK;
  }

  private static String about(Invocation call, Token token) {
    String end =
        token.expiresAt().isPresent()
            ? "valid for " + left(call, token).toMinutes() + " min"
            : "valid until revoked";
    return end + ", version " + token.version() + " of " + token.connectionId();
  }

  private static Duration left(Invocation call, Token token) {
    return token
        .expiresAt()
        .map(end -> Duration.between(call.terminal().clock().instant(), end))
        .orElse(Duration.ZERO);
  }

  private static JsonObject json(Invocation call, Token token) {
    var json =
        JsonObject.empty()
            .with("access_token", token.accessToken().reveal())
            .with("token_type", token.tokenType());
    if (token.expiresAt().isPresent()) {
      json =
          json.with("expires_in", JsonNumber.of(left(call, token).toSeconds()))
              .with("expires_at", token.expiresAt().get().toString());
    }
    return json.with("scope", String.join(" ", token.scopes()))
        .with("connection_id", token.connectionId())
        .with("token_version", JsonNumber.of(token.version()));
  }
}
