package dev.tenon.bench.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Calls over the loopback address.
public final class Http {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final Duration BODY = Duration.ofSeconds(3);

  private Http() {}

  /// Whether `url` answers 200.
  public static boolean answers(URI url) throws InterruptedException {
    return send(HttpRequest.newBuilder(url).timeout(Duration.ofMillis(1500)).GET())
        .map(answer -> answer.statusCode() == 200)
        .orElse(false);
  }

  /// The answer; empty where none came.
  public static Optional<HttpResponse<String>> send(HttpRequest.Builder request)
      throws InterruptedException {
    HttpRequest asked = request.build();
    CompletableFuture<HttpResponse<String>> coming =
        CLIENT.sendAsync(asked, BodyHandlers.ofString());
    // A request's own time limit ends with the headers.
    Duration most = asked.timeout().orElse(LONGEST).plus(BODY);
    try {
      return Optional.of(coming.get(most.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException _) {
      coming.cancel(true);
      Log.say("no whole answer within " + most.toSeconds() + " s from " + asked.uri());
      return Optional.empty();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException) {
        return Optional.empty();
      }
      throw new IllegalStateException("cannot ask " + asked.uri(), e.getCause());
    } finally {
      coming.cancel(true);
    }
  }

  static HttpRequest.Builder postJson(URI url, String json) {
    return HttpRequest.newBuilder(url)
        .timeout(Duration.ofSeconds(20))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(json));
  }

  static HttpRequest.Builder patchJson(URI url, String json) {
    return HttpRequest.newBuilder(url)
        .timeout(Duration.ofSeconds(20))
        .header("Content-Type", "application/json")
        .method("PATCH", BodyPublishers.ofString(json));
  }

  /// A form to be sent.
  public static HttpRequest.Builder postForm(URI url, String form) {
    return HttpRequest.newBuilder(url)
        .timeout(Duration.ofSeconds(20))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(form));
  }
}
