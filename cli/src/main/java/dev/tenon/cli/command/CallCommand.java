package dev.tenon.cli.command;

import dev.tenon.cli.terminal.ExitCode;
import dev.tenon.cli.terminal.FailedException;
import dev.tenon.cli.terminal.Failure;
import dev.tenon.cli.terminal.Table;
import dev.tenon.sdk.TenonClient;
import dev.tenon.sdk.Token;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;

/// `tenon call`: the provider's API with the user's token.
///
/// The token goes to the address that was typed in full, or to the API that the hub names for the
/// connection, and nowhere else: redirects are shown and not followed.
public final class CallCommand {
  private static final int UNAUTHORIZED = 401;
  private static final int TOO_MANY = 429;

  /// So much of an answer is read before it is shown, to say what it means.
  private static final int LOOKED_AT = 200_000;

  private CallCommand() {}

  /// The command.
  public static CommandSpec spec() {
    return Ask.options(Verb.named("call", "Calls a provider's API with a user's token."))
        .argument("METHOD", "such as GET")
        .argument("PATH|URL", "a path of the connection's API, or a whole address")
        .option("-d,--data", "TEXT", "the body; @FILE reads a file, - standard input")
        .repeated("-H,--header", "NAME:VALUE", "a header; may be repeated")
        .option("-o,--output", "FILE", "write the answer there")
        .option("--url", "URL", "the hub; else TENON_URL, else http://localhost:8080")
        .option("--api-key-file", "FILE", "file with the API key; else TENON_API_KEY")
        .note("Ends with 3 where the provider refuses (4xx), with 5 where it is away (5xx, 429).")
        .does(CallCommand::run);
  }

  private static ExitCode run(Invocation call) throws IOException, InterruptedException {
    var request = ProviderRequest.read(call);
    TenonClient hub = call.hub();
    Token token = hub.token(Ask.of(call)).orThrow();
    URI target = target(call, hub, token);
    try (var http = client()) {
      var answer = send(http, request, target, token);
      if (answer.statusCode() == UNAUTHORIZED) {
        answer.body().close();
        hub.reportInvalid(token.connectionId(), token.version());
        answer = send(http, request, target, hub.token(Ask.of(call)).orThrow());
      }
      return show(call, answer);
    }
  }

  private static HttpClient client() {
    return HttpClient.newBuilder()
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(Duration.ofSeconds(10))
        .build();
  }

  private static HttpResponse<InputStream> send(
      HttpClient http, ProviderRequest request, URI target, Token token)
      throws InterruptedException {
    try {
      return http.send(request.to(target, token), BodyHandlers.ofInputStream());
    } catch (IOException _) {
      throw new FailedException(
          Failure.of(
              ExitCode.PROVIDER_UNAVAILABLE,
              target.getHost() + " does not answer.",
              "nobody",
              "Try again; if it goes on, check the address and the network."));
    }
  }

  private static URI target(Invocation call, TenonClient hub, Token token) {
    String where = call.argument(1);
    if (!where.startsWith("/")) {
      return ProviderTarget.whole(Invocation.url(where));
    }
    return hub.connections()
        .find(token.connectionId())
        .flatMap(connection -> connection.members().address("api_base_url"))
        .map(base -> ProviderTarget.below(base, where))
        .orElseThrow(
            () ->
                new FailedException(
                    Failure.usage(
                        "The hub does not say where the API of this connection is.",
                        "Give the whole address in place of " + where + ".")));
  }

  private static ExitCode show(Invocation call, HttpResponse<InputStream> answer)
      throws IOException {
    int status = answer.statusCode();
    if (call.terminal().isInteractive() || status >= 300) {
      call.terminal().err().println("HTTP " + status);
      answer
          .headers()
          .firstValue("Location")
          .ifPresent(to -> call.terminal().err().println("Location (not followed): " + to));
    }
    try (var body = new BufferedInputStream(answer.body(), LOOKED_AT)) {
      ProviderHints.of(status, answer.uri().getPath(), answer.headers(), beginning(body))
          .forEach(hint -> call.terminal().err().println("note: " + Table.printable(hint)));
      if (call.option("--output").isPresent()) {
        try (var file = Files.newOutputStream(call.file(call.required("--output")))) {
          body.transferTo(file);
        }
      } else {
        body.transferTo(call.terminal().out());
        call.terminal().out().flush();
      }
    }
    return code(status);
  }

  /// The first of `body`, which is read again as a whole.
  private static String beginning(BufferedInputStream body) throws IOException {
    body.mark(LOOKED_AT);
    byte[] bytes = body.readNBytes(LOOKED_AT);
    body.reset();
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static ExitCode code(int status) {
    if (status >= 500 || status == TOO_MANY) {
      return ExitCode.PROVIDER_UNAVAILABLE;
    }
    return status >= 400 ? ExitCode.REFUSED : ExitCode.OK;
  }

  static String method(String text) {
    String method = text.toUpperCase(Locale.ROOT);
    if (!method.matches("GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS")) {
      throw new FailedException(
          Failure.usage("'" + text + "' is not a method.", "Use GET, POST, PUT, PATCH, DELETE."));
    }
    return method;
  }
}
