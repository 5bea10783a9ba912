package dev.tenon.cli.demo;

import dev.tenon.sdk.Token;
import dev.tenon.sdk.json.Json;
import dev.tenon.sdk.json.Json.JsonArray;
import dev.tenon.sdk.json.JsonException;
import dev.tenon.sdk.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/// Lists the projects of all regions of Trimble Connect: each region knows only its own, and a long
/// list comes in slices (`206` with `Content-Range`).
final class TrimbleProjects {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final int SLICE = 100;
  private static final int PARTIAL = 206;
  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;

  private final HttpClient http;
  private final URI master;

  /// Asks the region that knows the others, at `master`.
  TrimbleProjects(HttpClient http, URI master) {
    this.http = http;
    this.master = master;
  }

  /// All projects that the token's user may see, by name; throws [RejectedTokenException] where the
  /// provider does not accept the token.
  List<Project> list(Token token) throws IOException, InterruptedException {
    var projects = new ArrayList<Project>();
    for (Json region : array(get(master + "/tc/api/2.0/regions", token, "items=0-"))) {
      if (region instanceof JsonObject object) {
        projects.addAll(of(object, token));
      }
    }
    projects.sort(Comparator.comparing(Project::name));
    return projects;
  }

  private List<Project> of(JsonObject region, Token token)
      throws IOException, InterruptedException {
    var projects = new ArrayList<Project>();
    String address = region.requiredText("tc-api") + "projects";
    String name = region.text("location").orElse("");
    boolean more = true;
    while (more) {
      int from = projects.size();
      var answer = get(address, token, "items=" + from + "-" + (from + SLICE - 1));
      for (Json item : array(answer)) {
        if (item instanceof JsonObject project) {
          projects.add(Project.of(project, name));
        }
      }
      more = projects.size() > from && projects.size() < total(answer).orElse(0);
    }
    return projects;
  }

  private HttpResponse<String> get(String address, Token token, String range)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(address))
            .timeout(TIMEOUT)
            .header("Accept", "application/json")
            .header("Range", range)
            .header("Authorization", token.authorizationHeader())
            .build();
    var answer = http.send(request, BodyHandlers.limiting(BodyHandlers.ofString(), 8_000_000));
    return switch (answer.statusCode()) {
      case OK, PARTIAL -> answer;
      case UNAUTHORIZED -> throw new RejectedTokenException();
      default -> throw new IOException("Trimble Connect answered " + answer.statusCode());
    };
  }

  private static List<Json> array(HttpResponse<String> answer) throws IOException {
    try {
      return Json.parse(answer.body()) instanceof JsonArray array ? array.items() : List.of();
    } catch (JsonException e) {
      throw new IOException("Trimble Connect's answer is not JSON", e);
    }
  }

  private static OptionalLong total(HttpResponse<String> answer) {
    String range = answer.headers().firstValue("Content-Range").orElse("");
    String total = range.substring(range.indexOf('/') + 1);
    return total.matches("[0-9]{1,9}")
        ? OptionalLong.of(Long.parseLong(total))
        : OptionalLong.empty();
  }

  /// The provider answered 401.
  static final class RejectedTokenException extends IOException {
    private static final long serialVersionUID = 1L;

    RejectedTokenException() {
      super("Trimble Connect does not accept the token");
    }
  }
}
