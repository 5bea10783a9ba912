package dev.tenon.server.journey;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A browser as far as the console needs one: cookies and forms, every header visible.
final class Visitor implements AutoCloseable {
  private static final Pattern TOKEN =
      Pattern.compile("name=\"form_token\" value=\"([0-9a-f]{64})\"");

  private final HttpClient http =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
  private final URI hub;
  private final Map<String, String> cookies = new TreeMap<>();

  Visitor(URI hub) {
    this.hub = hub;
  }

  /// What the hub answered, without following where it sends.
  HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(at(path)).GET());
  }

  HttpResponse<String> get(String path, String... headers) {
    return send(HttpRequest.newBuilder(at(path)).GET().headers(headers));
  }

  /// The page at `path`, or where that leads.
  String page(String path) {
    HttpResponse<String> answer = get(path);
    for (int i = 0; i < 5 && answer.statusCode() == 303; i++) {
      answer = get(answer.headers().firstValue("Location").orElseThrow());
    }
    return answer.body();
  }

  /// Posts a form as our page would: with the token of the page at `from`.
  HttpResponse<String> submit(String from, String path, Map<String, String> fields) {
    Map<String, String> all = new LinkedHashMap<>(fields);
    all.put("form_token", token(page(from)));
    return post(path, all, "Sec-Fetch-Site", "same-origin");
  }

  HttpResponse<String> post(String path, Map<String, String> fields, String... headers) {
    String body =
        fields.entrySet().stream()
            .map(it -> encode(it.getKey()) + "=" + encode(it.getValue()))
            .collect(Collectors.joining("&"));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(at(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  static String token(String page) {
    Matcher matcher = TOKEN.matcher(page);
    if (!matcher.find()) {
      throw new AssertionError("no form is on the page: " + page);
    }
    return matcher.group(1);
  }

  /// Opens a one-time link and becomes a member by it.
  void join(URI link, String name, String email, String passphrase) {
    page(link.toString());
    HttpResponse<String> answer =
        submit(
            "/console/link",
            "/console/link",
            Map.of("name", name, "email", email, "passphrase", passphrase));
    if (answer.statusCode() != 303) {
      throw new AssertionError(answer.body());
    }
  }

  Map<String, String> cookies() {
    return cookies;
  }

  private URI at(String path) {
    return path.startsWith("http") ? URI.create(path) : URI.create(hub + path);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    if (!cookies.isEmpty()) {
      request.header(
          "Cookie",
          cookies.entrySet().stream()
              .map(it -> it.getKey() + "=" + it.getValue())
              .collect(Collectors.joining("; ")));
    }
    try {
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      answer.headers().allValues("Set-Cookie").forEach(this::keep);
      return answer;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void keep(String cookie) {
    List<String> parts = List.of(cookie.split("; "));
    String[] pair = parts.getFirst().split("=", 2);
    if (pair[1].isEmpty() || parts.contains("Max-Age=0")) {
      cookies.remove(pair[0]);
    } else {
      cookies.put(pair[0], pair[1]);
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    http.close();
  }
}
