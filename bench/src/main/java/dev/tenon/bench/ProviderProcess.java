package dev.tenon.bench;

import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Listener;
import dev.tenon.server.http.ListenerSettings;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.OptionalLong;

/// A provider that costs next to nothing: an API of constant answers, small and large, from the
/// hub's own listener. Says its port and ends with its input.
final class ProviderProcess {
  private static final byte[] SMALL = projects().getBytes(StandardCharsets.UTF_8);
  private static final byte[] MEBIBYTE = new byte[1 << 20];

  private ProviderProcess() {}

  public static void main(String[] args) throws IOException {
    ListenerSettings settings = ListenerSettings.defaults().at("127.0.0.1", 0);
    List<Route> routes =
        List.of(
            Route.of("GET", "/api/projects", ProviderProcess::projectsFor),
            Route.of("GET", "/api/later/projects", ProviderProcess::projectsLater),
            Route.of("GET", "/api/files/{bytes}", ProviderProcess::file),
            Route.of("POST", "/api/files", ProviderProcess::taken));
    try (Listener listener =
        Listener.start(settings, routes, new SecureRandom(), (_, _, _, _) -> {})) {
      Child.say(Integer.toString(listener.port()));
      while (System.in.read() >= 0) {
        // Until the input ends.
      }
    }
  }

  private static Answer projectsFor(Request request) {
    return request.header("Authorization").isPresent()
        ? new Answer(200, List.of(new Answer.Header("Content-Type", "application/json")), SMALL)
        : Answer.empty(401);
  }

  /// As soon as a provider that is near answers.
  private static Answer projectsLater(Request request) {
    try {
      Thread.sleep(Proxying.LATER);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return projectsFor(request);
  }

  private static Answer file(Request request) {
    long bytes = Long.parseLong(request.pathParameter("bytes"));
    return Answer.flowing(
        200,
        List.of(new Answer.Header("Content-Type", "application/octet-stream")),
        new Answer.Flow() {
          @Override
          public OptionalLong length() {
            return OptionalLong.of(bytes);
          }

          @Override
          public void sendTo(OutputStream out) throws IOException {
            for (long left = bytes; left > 0; left -= MEBIBYTE.length) {
              out.write(MEBIBYTE, 0, (int) Math.min(left, MEBIBYTE.length));
            }
          }

          @Override
          public void close() {}
        });
  }

  private static Answer taken(Request request) {
    try (InputStream body = request.bodyStream()) {
      byte[] buffer = new byte[64 * 1024];
      long bytes = 0;
      for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
        bytes += n;
      }
      return Answer.text(200, "text/plain", Long.toString(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Ten projects as Trimble Connect lists them.
  private static String projects() {
    StringBuilder json = new StringBuilder("[");
    for (int i = 0; i < 10; i++) {
      json.append(i == 0 ? "" : ",")
          .append(
              """
              {"id":"kX3v9mQpZ%d","name":"Harbour bridge %1$d","location":"europe","size":10485760,\
              "createdOn":"2024-03-01T08:12:44+0000","modifiedOn":"2025-01-10T10:00:00+0000",\
              "filesCount":42,"foldersCount":7,"usersCount":5,"access":"FULL_ACCESS"}"""
                  .formatted(i));
    }
    return json.append("]").toString();
  }
}
