package dev.tenon.cli.command;

import dev.tenon.cli.terminal.ExitCode;
import dev.tenon.cli.terminal.FailedException;
import dev.tenon.cli.terminal.Failure;
import dev.tenon.cli.terminal.HubFailures;
import dev.tenon.cli.terminal.Table;
import dev.tenon.sdk.TenonClient;
import dev.tenon.sdk.Token;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;

/// `tenon call`: the provider's API with the user's token.
///
/// A path is called through the hub, which puts the token in: it never comes here. An address that
/// was typed in full is called from here, and the token goes there and nowhere else: redirects are
/// shown and not followed.
public final class CallCommand {
  private static final int UNAUTHORIZED = 401;
  private static final int TOO_MANY = 429;
  private static final int LARGEST_PROBLEM = 1 << 20;

  /// So much of an answer is read before it is shown, to say what it means.
  private static final int LOOKED_AT = 200_000;

  private CallCommand() {}

  /// The command.
  public static CommandSpec spec() {
    return Ask.options(Verb.named("call", "Calls a provider's API with a user's token."))
        .argument("METHOD", "such as GET")
        .argument("PATH|URL", "a path of the provider's API, or a whole address")
        .option("-d,--data", "TEXT", "the body; @FILE reads a file, - standard input")
        .repeated("-H,--header", "NAME:VALUE", "a header; may be repeated")
        .option("-o,--output", "FILE", "write the answer there")
        .option("--region", "NAME", "the provider's region, for a path")
        .option("--url", "URL", "the hub; else TENON_URL, else http://localhost:8080")
        .option("--api-key-file", "FILE", "file with the API key; else TENON_API_KEY")
        .note("Ends with 3 where the provider refuses (4xx), with 5 where it is away (5xx, 429).")
        .does(CallCommand::run);
  }

  private static ExitCode run(Invocation call) throws IOException, InterruptedException {
    var request = ProviderRequest.read(call);
    try (var http = client()) {
      return show(
          call,
          call.argument(1).startsWith("/")
              ? throughHub(call, http, request)
              : directly(call, http, request));
    }
  }

  private static HttpResponse<InputStream> throughHub(
      Invocation call, HttpClient http, ProviderRequest request)
      throws IOException, InterruptedException {
    URI hub = call.hubUrl();
    URI target = ProviderTarget.atHub(hub, call.required("--integration"), call.argument(1));
    if (!call.options("--scope").isEmpty() || call.option("--min-ttl").isPresent()) {
      call.hub().token(Ask.of(call)).orThrow();
    }
    var proxied = request.to(target, "Bearer " + call.apiKey().reveal());
    call.option("--user").ifPresent(user -> proxied.header("Tenon-User", user));
    call.option("--region").ifPresent(region -> proxied.header("Tenon-Region", region));
    var answer = send(http, proxied.build(), "The hub at " + hub, ExitCode.HUB_UNREACHABLE);
    if (answer.headers().firstValue("Tenon-Error").isPresent()) {
      try (var body = answer.body()) {
        String text = new String(body.readNBytes(LARGEST_PROBLEM), StandardCharsets.UTF_8);
        throw new FailedException(HubFailures.of(answer.statusCode(), text));
      }
    }
    return answer;
  }

  private static HttpResponse<InputStream> directly(
      Invocation call, HttpClient http, ProviderRequest request)
      throws IOException, InterruptedException {
    URI target = ProviderTarget.whole(Invocation.url(call.argument(1)));
    TenonClient hub = call.hub();
    Token token = hub.token(Ask.of(call)).orThrow();
    var answer = sendDirectly(http, request, target, token);
    if (answer.statusCode() != UNAUTHORIZED) {
      return answer;
    }
    answer.body().close();
    hub.reportInvalid(token.connectionId(), token.version());
    return sendDirectly(http, request, target, hub.token(Ask.of(call)).orThrow());
  }

  private static HttpClient client() {
    return HttpClient.newBuilder()
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(Duration.ofSeconds(10))
        .build();
  }

  private static HttpResponse<InputStream> sendDirectly(
      HttpClient http, ProviderRequest request, URI target, Token token)
      throws InterruptedException {
    return send(
        http,
        request.to(target, token.authorizationHeader()).build(),
        target.getHost(),
        ExitCode.PROVIDER_UNAVAILABLE);
  }

  private static HttpResponse<InputStream> send(
      HttpClient http, HttpRequest request, String where, ExitCode away)
      throws InterruptedException {
    try {
      return http.send(request, BodyHandlers.ofInputStream());
    } catch (IOException _) {
      throw new FailedException(
          Failure.of(
              away,
              where + " does not answer.",
              "nobody",
              "Try again; if it goes on, check the address and the network."));
    }
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
