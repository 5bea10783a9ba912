package dev.tenon.bench.chaos;

import dev.tenon.sdk.json.Json;
import dev.tenon.sdk.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The sandbox, a process of its own, and its controls.
public final class Providers implements AutoCloseable {
  private final Process process;
  private final URI url;

  private Providers(Process process, URI url) {
    this.process = process;
    this.url = url;
  }

  /// Starts it on `port`, with its log in `directory`.
  public static Providers start(Program program, Path directory, int port)
      throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(program.command(List.of("sandbox", "--port", Integer.toString(port))))
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("sandbox.log").toFile())
              .start();
      Providers providers = new Providers(process, URI.create("http://localhost:" + port));
      while (!Http.answers(providers.url.resolve("/sandbox/clock"))) {
        if (!process.isAlive()) {
          throw new IllegalStateException("the sandbox did not start, see " + directory);
        }
        Thread.sleep(50);
      }
      return providers;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Where it is.
  public URI url() {
    return url;
  }

  /// What its control at `path` answers to `json`.
  public JsonObject post(String path, String json) throws InterruptedException {
    return answer(path, Http.postJson(url.resolve("/sandbox/" + path), json));
  }

  JsonObject get(String path) throws InterruptedException {
    return answer(
        path,
        HttpRequest.newBuilder(url.resolve("/sandbox/" + path))
            .timeout(Duration.ofSeconds(60))
            .GET());
  }

  private static JsonObject answer(String path, HttpRequest.Builder request)
      throws InterruptedException {
    HttpResponse<String> answer =
        Http.send(request)
            .orElseThrow(() -> new IllegalStateException("the sandbox does not answer " + path));
    if (answer.statusCode() != 200) {
      throw new IllegalStateException("the sandbox refuses " + path + ": " + answer.body());
    }
    return (JsonObject) Json.parse(answer.body());
  }

  /// Every token call that is not answered.
  List<TokenCall> openCalls() throws InterruptedException {
    return calls(get("token-calls?open=true"));
  }

  /// Every token call after the one with this number.
  List<TokenCall> callsAfter(long number) throws InterruptedException {
    List<TokenCall> all = new ArrayList<>();
    long last = number;
    while (true) {
      List<TokenCall> page = calls(get("token-calls?after=" + last));
      if (page.isEmpty()) {
        return all;
      }
      all.addAll(page);
      last = page.getLast().number();
    }
  }

  private static List<TokenCall> calls(JsonObject json) {
    return json.items("items").stream().map(it -> TokenCall.of((JsonObject) it)).toList();
  }

  /// Every grant by its id: its turn and, where it has ended, why.
  Map<String, GrantState> grants() throws InterruptedException {
    Map<String, GrantState> grants = new java.util.HashMap<>();
    for (Json item : get("grants").items("items")) {
      JsonObject json = (JsonObject) item;
      grants.put(
          json.requiredText("grant_id"),
          new GrantState(json.number("turn").orElseThrow(), json.text("ended")));
    }
    return grants;
  }

  void setLifetime(Site site, Duration lifetime) throws InterruptedException {
    post(
        "policies",
        "{\"provider\":\"%s\",\"access_token_seconds\":%d}"
            .formatted(site.provider(), lifetime.toSeconds()));
  }

  boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /// A grant as the provider has it.
  record GrantState(long turn, Optional<String> ended) {}
}
