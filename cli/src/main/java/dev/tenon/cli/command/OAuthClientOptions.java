package dev.tenon.cli.command;

import dev.tenon.cli.terminal.FailedException;
import dev.tenon.cli.terminal.Failure;
import dev.tenon.sdk.OAuthClientFields;
import dev.tenon.sdk.Secret;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/// The options of an OAuth client's fields, and their reading.
final class OAuthClientOptions {
  private OAuthClientOptions() {}

  static Verb on(Verb verb) {
    return verb.argument("NAME", "its name, under which apps ask for it")
        .option("--connector", "NAME", "the connector")
        .option("--uses", "WORKSPACE/NAME", "the public client of another workspace that it uses")
        .option("--connection-definition", "NAME", "which of the connector's ways of authorising")
        .option("--client-id", "ID", "the id that the provider gave")
        .option("--client-secret-file", "FILE", "file with the secret; - is standard input")
        .option("--client-secret-env", "VARIABLE", "variable with the secret")
        .option("--client-secret-expires-at", "DATE", "when the provider ends the secret")
        .option("--scope", "SCOPES", "the scopes to ask for")
        .option("--authorization-url", "URL", "where users consent")
        .option("--token-url", "URL", "where codes become tokens")
        .option("--refresh-url", "URL", "where refresh tokens are spent")
        .option("--revocation-url", "URL", "where tokens are revoked")
        .option("--prompt", "PROMPT", "the prompt of the authorization request")
        .option("--client-authentication", "METHOD", "such as client_secret_basic")
        .option("--refresh", "MODE", "on_demand, or always_warm: apps never wait")
        .repeated("--app", "NAME", "an app that may use it; may be repeated")
        .flag("--all-apps", "every app may use it")
        .flag("--public", "every workspace may use it; never for a single company's or customer's")
        .flag("--private", "no other workspace may use it")
        .repeated("--parameter", "NAME=VALUE", "a parameter of the connector; may be repeated")
        .atHub();
  }

  static OAuthClientFields readAskingForTheSecret(Invocation call) {
    var fields = read(call);
    return fields.hasClientSecret()
        ? fields
        : call.terminal()
            .questions()
            .secret("Client secret (empty for none): ")
            .map(Secret::of)
            .map(fields::clientSecret)
            .orElse(fields);
  }

  static OAuthClientFields read(Invocation call) {
    var fields = addresses(call, texts(call));
    fields = SecretSource.given(call, "client-secret").map(fields::clientSecret).orElse(fields);
    fields =
        call.option("--client-secret-expires-at")
            .map(OAuthClientOptions::date)
            .map(fields::clientSecretExpiresAt)
            .orElse(fields);
    List<String> parameters = call.options("--parameter");
    return access(call, parameters.isEmpty() ? fields : fields.parameters(pairs(parameters)));
  }

  private static OAuthClientFields texts(Invocation call) {
    var fields = OAuthClientFields.none();
    fields = set(call, "--uses", fields, OAuthClientFields::uses);
    fields = set(call, "--connector", fields, OAuthClientFields::connector);
    fields = set(call, "--connection-definition", fields, OAuthClientFields::connectionDefinition);
    fields = set(call, "--client-id", fields, OAuthClientFields::clientId);
    fields = set(call, "--scope", fields, OAuthClientFields::scope);
    fields = set(call, "--prompt", fields, OAuthClientFields::prompt);
    fields = set(call, "--refresh", fields, OAuthClientFields::refresh);
    return set(call, "--client-authentication", fields, OAuthClientFields::clientAuthentication);
  }

  private static OAuthClientFields addresses(Invocation call, OAuthClientFields given) {
    var fields = given;
    fields =
        set(
            call,
            "--authorization-url",
            fields,
            (f, url) -> f.authorizationUrl(Invocation.url(url)));
    fields = set(call, "--token-url", fields, (f, url) -> f.tokenUrl(Invocation.url(url)));
    fields = set(call, "--refresh-url", fields, (f, url) -> f.refreshUrl(Invocation.url(url)));
    return set(call, "--revocation-url", fields, (f, url) -> f.revocationUrl(Invocation.url(url)));
  }

  private static OAuthClientFields access(Invocation call, OAuthClientFields given) {
    if (call.flag("--public") && call.flag("--private")) {
      throw new FailedException(
          Failure.usage("--public and --private exclude each other.", "Give one of them."));
    }
    var open = call.flag("--public") ? given.sharedWithOtherWorkspaces() : given;
    var fields = call.flag("--private") ? open.ownWorkspaceOnly() : open;
    if (call.flag("--all-apps")) {
      return fields.forAllApps();
    }
    List<String> apps = call.options("--app");
    return apps.isEmpty() ? fields : fields.forApps(apps);
  }

  private static OAuthClientFields set(
      Invocation call,
      String option,
      OAuthClientFields fields,
      BiFunction<OAuthClientFields, String, OAuthClientFields> setter) {
    return call.option(option).map(value -> setter.apply(fields, value)).orElse(fields);
  }

  private static Map<String, String> pairs(List<String> parameters) {
    var pairs = new LinkedHashMap<String, String>();
    for (String parameter : parameters) {
      int equals = parameter.indexOf('=');
      if (equals < 1) {
        throw new FailedException(
            Failure.usage("--parameter is '" + parameter + "'.", "Write it as NAME=VALUE."));
      }
      pairs.put(parameter.substring(0, equals), parameter.substring(equals + 1));
    }
    return pairs;
  }

  static Instant date(String text) {
    try {
      return text.length() == 10
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : Instant.parse(text);
    } catch (DateTimeParseException _) {
      throw new FailedException(
          Failure.usage(
              "'" + text + "' is not a date.", "Write 2026-12-31 or 2026-12-31T23:00:00Z."));
    }
  }
}
