package dev.tenon.cli.command;

import dev.tenon.cli.terminal.FailedException;
import dev.tenon.cli.terminal.Failure;
import dev.tenon.sdk.TokenRequest;
import java.time.Duration;
import java.util.List;

/// The options that say which token is wanted.
final class Ask {
  private Ask() {}

  static Verb options(Verb verb) {
    return verb.required("-i,--integration", "NAME", "the integration")
        .option("-u,--user", "ID", "the user, by your own id; left out for the app itself")
        .repeated("--scope", "SCOPE", "what the token must allow; may be repeated")
        .option("--min-ttl", "SECONDS", "how long it must still be valid");
  }

  static TokenRequest of(Invocation call) {
    String integration = call.required("--integration");
    var request =
        call.option("--user")
            .map(user -> TokenRequest.of(integration, user))
            .orElseGet(() -> TokenRequest.ofApp(integration))
            .withScopes(List.copyOf(call.options("--scope")));
    return call.option("--min-ttl")
        .map(seconds -> request.withMinTtl(Ask.seconds("--min-ttl", seconds)))
        .orElse(request);
  }

  static Duration seconds(String option, String text) {
    if (!text.matches("[0-9]{1,9}")) {
      throw new FailedException(
          Failure.usage(
              option + " is '" + text + "'.", "Give whole seconds, such as " + option + " 300."));
    }
    return Duration.ofSeconds(Long.parseLong(text));
  }
}
