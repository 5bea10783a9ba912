package dev.tenon.server.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The command that makes a call, with the key as `$TENON_API_KEY`. `docs.js` writes the same while
/// its form is filled in.
final class DocsCurl {
  private static final String NEXT = " \\\n  ";

  private DocsCurl() {}

  /// @param url of the hub
  static String line(String url, DocsCall call) {
    List<String> words = new ArrayList<>();
    words.add(
        "curl "
            + (call.method().equals("GET") ? "" : "-X " + call.method() + " ")
            + quoted(url + call.path()));
    if (call.takesKey()) {
      words.add("-H \"Authorization: Bearer $TENON_API_KEY\"");
    }
    call.bodies().entrySet().stream()
        .findFirst()
        .ifPresent(
            body -> {
              words.add("-H " + quoted("Content-Type: " + body.getKey()));
              words.addAll(sent(body));
            });
    return String.join(NEXT, words);
  }

  private static List<String> sent(Map.Entry<String, String> body) {
    return body.getKey().endsWith("form-urlencoded")
        ? body.getValue().lines().map(it -> "--data-urlencode " + quoted(it)).toList()
        : List.of("-d " + quoted(body.getValue()));
  }

  /// As one word of a shell.
  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
