package dev.tenon.bench;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Who wants a list: by a bare loop over its ranges, as a script has it, or from the hub. With the
/// HTTP client and the JSON parser that the hub has. A process of its own, told what to do line by
/// line; it says how many items it had, and in how many nanoseconds.
final class ListReader {
  private static final int PAGE = 1000;
  private static final int BUFFER = 64 * 1024;

  /// What of the end is kept: the last line says whether the list is complete.
  private static final int LAST = 400;

  private final CloseableHttpClient http;
  private final JsonMapper json = JsonMapper.builder().build();

  private ListReader(CloseableHttpClient http) {
    this.http = http;
  }

  /// Reads lines: `counted URL TOKEN`, `written URL TOKEN`, `lines URL KEY`, `parsed URL KEY`.
  public static void main(String[] args) throws IOException {
    try (CloseableHttpClient http = HttpClients.custom().disableContentCompression().build()) {
      ListReader reader = new ListReader(http);
      BufferedReader input =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      for (String line = input.readLine(); line != null; line = input.readLine()) {
        String[] words = line.split(" ", -1);
        long start = System.nanoTime();
        long items = reader.read(words[0], words[1], words[2]);
        Child.say(items + " " + (System.nanoTime() - start));
      }
    }
  }

  private long read(String how, String url, String key) throws IOException {
    return switch (how) {
      case "counted" -> loop(url, key, OutputStream.nullOutputStream(), false);
      case "written" -> loop(url, key, OutputStream.nullOutputStream(), true);
      case "lines" -> lines(url, key, false);
      case "parsed" -> lines(url, key, true);
      default -> throw new IllegalArgumentException(how);
    };
  }

  /// Range after range, each page a tree; every item by its id, and written as a line where that is
  /// wanted.
  private long loop(String url, String token, OutputStream out, boolean write) throws IOException {
    long items = 0;
    long total = 1;
    while (items < total) {
      HttpGet get = new HttpGet(url);
      get.setHeader("Authorization", "Bearer " + token);
      get.setHeader("Range", "items=" + items + "-" + (items + PAGE - 1));
      Part part =
          http.execute(
              get,
              response -> {
                long all =
                    Long.parseLong(
                        response.getFirstHeader("Content-Range").getValue().replaceAll(".*/", ""));
                try (InputStream body = response.getEntity().getContent()) {
                  return new Part(each(json.readTree(body), out, write), all);
                }
              });
      items += part.items();
      total = part.total();
    }
    return items;
  }

  private static long each(JsonNode page, OutputStream out, boolean write) throws IOException {
    long items = 0;
    for (JsonNode item : page) {
      items += item.path("id").asString().isEmpty() ? 0 : 1;
      if (write) {
        out.write(item.toString().getBytes(StandardCharsets.UTF_8));
        out.write('\n');
      }
    }
    return items;
  }

  /// The hub's NDJSON: every line, and what the last one says.
  private long lines(String url, String key, boolean parse) throws IOException {
    HttpGet get = new HttpGet(url);
    get.setHeader("Authorization", "Bearer " + key);
    return http.execute(
        get,
        response -> {
          try (InputStream body = response.getEntity().getContent()) {
            return parse ? parsed(body) : counted(body);
          }
        });
  }

  private long counted(InputStream body) throws IOException {
    byte[] buffer = new byte[BUFFER];
    byte[] last = new byte[LAST];
    long lines = 0;
    for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
      for (int i = 0; i < n; i++) {
        lines += buffer[i] == '\n' ? 1 : 0;
      }
      int kept = Math.min(LAST, n);
      System.arraycopy(last, kept, last, 0, LAST - kept);
      System.arraycopy(buffer, n - kept, last, LAST - kept, kept);
    }
    check(
        new String(last, StandardCharsets.ISO_8859_1).contains("{\"listing\":{\"complete\":true"));
    return lines - 1;
  }

  private long parsed(InputStream body) throws IOException {
    long items = 0;
    boolean complete = false;
    BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(new BufferedInputStream(body, BUFFER), StandardCharsets.UTF_8));
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      JsonNode item = json.readTree(line);
      items += item.path("id").asString().isEmpty() ? 0 : 1;
      complete = item.at("/listing/complete").asBoolean(false);
    }
    check(complete);
    return items;
  }

  private static void check(boolean complete) {
    if (!complete) {
      throw new IllegalStateException("the list is not complete");
    }
  }

  private record Part(long items, long total) {}
}
