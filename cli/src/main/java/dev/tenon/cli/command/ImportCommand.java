package dev.tenon.cli.command;

import dev.tenon.cli.terminal.ExitCode;
import dev.tenon.cli.terminal.FailedException;
import dev.tenon.cli.terminal.Failure;
import dev.tenon.sdk.ConnectionImport;
import dev.tenon.sdk.Secret;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/// `tenon connections import`.
final class ImportCommand {
  private static final List<String> SECRETS =
      List.of("access-token", "refresh-token", "provider-key", "password");

  private ImportCommand() {}

  static CommandSpec spec() {
    Verb verb =
        Verb.named("import", "Takes over tokens that were obtained elsewhere.")
            .required("-i,--integration", "NAME", "the integration")
            .required("-u,--user", "ID", "the user, by your own id")
            .option("--expires-at", "TIME", "when the access token ends")
            .repeated("--scope", "SCOPE", "what the tokens allow; may be repeated")
            .option("--username", "NAME", "the user's name at a provider that takes passwords");
    for (String secret : SECRETS) {
      verb.option("--" + secret + "-file", "FILE", "file with it; - is standard input")
          .option("--" + secret + "-env", "VARIABLE", "variable with it");
    }
    return verb.atHub()
        .note("Whoever had the refresh token before must not use it again.")
        .does(ImportCommand::run);
  }

  private static ExitCode run(Invocation call) {
    var tokens =
        credentials(
            call, ConnectionImport.of(call.required("--integration"), call.required("--user")));
    tokens =
        call.option("--expires-at")
            .map(OAuthClientOptions::date)
            .map(tokens::withExpiresAt)
            .orElse(tokens);
    List<String> scopes = call.options("--scope");
    tokens = scopes.isEmpty() ? tokens : tokens.withScopes(scopes);
    return ConnectionCommands.details(call, call.hub().connections().importTokens(tokens));
  }

  private static ConnectionImport credentials(Invocation call, ConnectionImport empty) {
    var access = SecretSource.given(call, "access-token");
    var refresh = SecretSource.given(call, "refresh-token");
    var key = SecretSource.given(call, "provider-key");
    var password = password(call);
    if (access.isEmpty() && refresh.isEmpty() && key.isEmpty() && password.isEmpty()) {
      throw new FailedException(
          Failure.usage(
              "There is nothing to import.",
              "Give --refresh-token-file, --access-token-file, --provider-key-file, or --username"
                  + " with --password-file."));
    }
    var tokens = refresh.map(empty::withRefreshToken).orElse(empty);
    tokens = access.map(tokens::withAccessToken).orElse(tokens);
    tokens = key.map(tokens::withApiKey).orElse(tokens);
    if (password.isPresent()) {
      tokens = tokens.withPassword(Secret.of(call.required("--username")), password.get());
    }
    return tokens;
  }

  private static Optional<Secret> password(Invocation call) {
    Optional<Secret> password = SecretSource.given(call, "password");
    if (password.isPresent() != call.option("--username").isPresent()) {
      throw new FailedException(
          Failure.usage("A name and a password belong together.", "Give both or neither."));
    }
    return password;
  }
}
