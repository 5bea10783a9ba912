package dev.tenon.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A browser as far as measuring the console needs one: cookies, one form, one kept connection.
final class ConsoleVisitor implements AutoCloseable {
  private static final Pattern LINK = Pattern.compile("\"url\"\\s*:\\s*\"([^\"]+)\"");
  private static final Pattern TOKEN =
      Pattern.compile("name=\"form_token\" value=\"([0-9a-f]{64})\"");

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final URI hub;
  private final Map<String, String> cookies = new TreeMap<>();

  ConsoleVisitor(URI hub) {
    this.hub = hub;
  }

  /// Becomes the workspace's admin by a link that the admin key makes.
  void join(String adminKey) {
    String made =
        text(
            send(
                request("/api/v1/console-links")
                    .header("Authorization", "Bearer " + adminKey)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"role\":\"admin\"}"))));
    get(URI.create(found(LINK, made)).getPath());
    String page = text(get("/console/link"));
    Map<String, String> fields =
        Map.of("name", "Bench", "email", "bench@example.com", "form_token", found(TOKEN, page));
    send(
        request("/console/link")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form(fields))));
  }

  /// What is answered at `path`.
  HttpResponse<byte[]> get(String path) {
    return send(request(path).GET());
  }

  /// Nanoseconds until the answer of `count` requests, one after the other.
  double[] times(String path, int count, String... headers) {
    HttpRequest.Builder builder = request(path).GET();
    for (int i = 0; i < headers.length; i += 2) {
      builder.header(headers[i], headers[i + 1]);
    }
    HttpRequest request = builder.build();
    double[] times = new double[count];
    for (int i = 0; i < count; i++) {
      long start = System.nanoTime();
      HttpResponse<byte[]> answer = send(request);
      times[i] = System.nanoTime() - start;
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(path + " answered " + answer.statusCode());
      }
    }
    return times;
  }

  static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(path.startsWith("http") ? URI.create(path) : URI.create(hub + path));
    return cookies.isEmpty()
        ? request
        : request.header(
            "Cookie",
            cookies.entrySet().stream()
                .map(it -> it.getKey() + "=" + it.getValue())
                .collect(Collectors.joining("; ")));
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request) {
    HttpResponse<byte[]> answer = send(request.build());
    for (String cookie : answer.headers().allValues("Set-Cookie")) {
      String[] pair = cookie.split(";", 2)[0].split("=", 2);
      if (pair[1].isEmpty()) {
        cookies.remove(pair[0]);
      } else {
        cookies.put(pair[0], pair[1]);
      }
    }
    return answer;
  }

  private HttpResponse<byte[]> send(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static String found(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException(pattern + " is not in: " + text);
    }
    return matcher.group(1);
  }

  @Override
  public void close() {
    http.close();
  }
}
