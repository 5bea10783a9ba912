package dev.tenon.cli.command;

import dev.tenon.cli.imports.Export.Source;
import dev.tenon.cli.terminal.ExitCode;
import dev.tenon.cli.terminal.FailedException;
import dev.tenon.cli.terminal.Failure;
import dev.tenon.sdk.ConnectionImport;
import dev.tenon.sdk.Secret;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
            .optionalArgument("FILE", "many users' tokens at once: all of them, or none")
            .option("--from", "FORMAT", "who wrote FILE: " + Source.words() + " (the default)")
            .option("--user-field", "NAME", "which field of FILE is the user's id")
            .option("--provider", "NAME", "of several credentials of a user in FILE, which")
            .option(
                "--existing",
                "WHAT",
                "users who are connected: refuse (the default), keep, replace")
            .flag("--dry-run", "look at FILE, and change nothing")
            .option("-i,--integration", "NAME", "the integration")
            .option("-u,--user", "ID", "the user, by your own id")
            .repeated("--value", "NAME=VALUE", "what the user would have typed to connect")
            .option("--expires-at", "TIME", "when the access token ends")
            .repeated("--scope", "SCOPE", "what the tokens allow; may be repeated")
            .option("--username", "NAME", "the user's name at a provider that takes passwords");
    for (String secret : SECRETS) {
      verb.option("--" + secret + "-file", "FILE", "file with it; - is standard input")
          .option("--" + secret + "-env", "VARIABLE", "variable with it");
    }
    return verb.atHub()
        .note(
            "Whoever had the refresh tokens before must not use them again.",
            "The formats of FILE are in docs/import.md.")
        .does(ImportCommand::run);
  }

  private static ExitCode run(Invocation call) throws IOException {
    Optional<String> file = call.optionalArgument(0);
    if (file.isPresent()) {
      return BulkImportCommand.run(call, call.file(file.get()));
    }
    var tokens =
        credentials(call, ConnectionImport.of(given(call, "--integration"), given(call, "--user")));
    tokens =
        call.option("--expires-at")
            .map(OAuthClientOptions::date)
            .map(tokens::withExpiresAt)
            .orElse(tokens);
    Map<String, String> values = values(call);
    tokens = values.isEmpty() ? tokens : tokens.withValues(values);
    List<String> scopes = call.options("--scope");
    tokens = scopes.isEmpty() ? tokens : tokens.withScopes(scopes);
    return ConnectionCommands.details(call, call.hub().connections().importTokens(tokens));
  }

  private static String given(Invocation call, String option) {
    return call.option(option)
        .orElseThrow(
            () ->
                new FailedException(
                    Failure.usage(
                        option + " is missing.",
                        "Give it with --integration, --user and a token, or give a FILE.")));
  }

  private static Map<String, String> values(Invocation call) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String value : call.options("--value")) {
      int equals = value.indexOf('=');
      if (equals < 1) {
        throw new FailedException(
            Failure.usage("--value has no name.", "Write it as --value NAME=VALUE."));
      }
      values.put(value.substring(0, equals), value.substring(equals + 1));
    }
    return values;
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
