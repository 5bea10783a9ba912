package dev.tenon.bench;

import dev.tenon.bench.load.Load;
import dev.tenon.bench.load.Measured;
import dev.tenon.sdk.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// A hub with its data in place, and what is asked of it.
final class Subject implements AutoCloseable {
  private static final String SAME = "constant to the same request";
  private static final String BARE = "constant to a bare GET";
  private static final String ADMIN_KEY = "tenon_benchbenchbenchbenchbenchbenchbenchbenchben";

  private final Child hub;
  private final List<Arm> arms;
  private final long coldStatements;
  private final int answerBytes;

  private Subject(Child hub, List<Arm> arms, long coldStatements, int answerBytes) {
    this.hub = hub;
    this.arms = arms;
    this.coldStatements = coldStatements;
    this.answerBytes = answerBytes;
  }

  /// Starts a hub over `database` with its data in `directory`.
  ///
  /// @param database a URL; none for SQLite
  static Subject start(List<String> prefix, Path directory, List<String> database, int users) {
    List<String> arguments = new ArrayList<>(List.of(directory.toString(), ADMIN_KEY));
    arguments.addAll(database);
    Child hub = Child.start(prefix, HubProcess.class, arguments);
    int port = Integer.parseInt(hub.hear());
    URI url = URI.create("http://127.0.0.1:" + port);
    Secret key = TestData.make(url, Secret.of(ADMIN_KEY), users);
    hub.ask("count");
    byte[] answer = tokenAnswer(url, key, 0);
    long coldStatements = Long.parseLong(hub.ask("counted"));
    for (int i = 0; i < users; i++) {
      tokenAnswer(url, key, i);
    }
    int constant =
        Integer.parseInt(hub.ask("constant " + Base64.getEncoder().encodeToString(answer)));
    return new Subject(
        hub,
        List.of(
            new Arm("token", port, Requests.token(key)),
            new Arm(SAME, constant, Requests.sameForConstant(key)),
            new Arm(BARE, constant, Requests.constant())),
        coldStatements,
        answer.length);
  }

  List<Arm> arms() {
    return arms;
  }

  /// Driver calls of the first token of a user, which is not in memory: shows that they are seen.
  long coldStatements() {
    return coldStatements;
  }

  int answerBytes() {
    return answerBytes;
  }

  void countStatements() {
    hub.ask("count");
  }

  long countedStatements() {
    return Long.parseLong(hub.ask("counted"));
  }

  @Override
  public void close() {
    hub.close();
  }

  private static byte[] tokenAnswer(URI hub, Secret key, int user) {
    String body =
        "{\"integration\":\"%s\",\"user\":\"%s\"}"
            .formatted(TestData.INTEGRATION, TestData.user(user));
    HttpRequest request =
        HttpRequest.newBuilder(hub.resolve("/api/v1/token"))
            .header("Authorization", "Bearer " + key.reveal())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException("no token: status " + answer.statusCode());
      }
      return answer.body();
    } catch (IOException e) {
      throw new IllegalStateException("no token", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /// One thing that is asked, again and again.
  record Arm(String name, int port, String request) {
    Measured measure(Child generator, int connections, Duration before, Duration during) {
      Load load = new Load(port, request, connections, before, during);
      return Measured.parse(generator.ask(load.line()));
    }
  }
}
