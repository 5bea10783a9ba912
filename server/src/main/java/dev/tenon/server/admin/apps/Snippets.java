package dev.tenon.server.admin.apps;

import dev.tenon.server.admin.apps.OnePage.Snippet;
import java.util.List;
import java.util.Optional;

/// What to paste into an app, with its own integration's name in it. Pure.
final class Snippets {
  private Snippets() {}

  /// @param hub its address
  /// @param integration that the app may use
  /// @param forUsers whether users connect it; else it is the app's own
  static List<Snippet> of(String hub, String integration, boolean forUsers) {
    return List.of(
        new Snippet(
            "snippet-environment",
            "Environment",
            "Where every client looks for the hub and the key. A key is shown once, when it is made.",
            "export TENON_URL=%s\nexport TENON_API_KEY=tenon_…\n".formatted(inShell(hub)),
            true),
        new Snippet(
            "snippet-curl",
            "curl",
            "Answers with a valid token, or says whose turn it is and where to send the user.",
            curl(integration, user(forUsers)),
            true),
        new Snippet(
            "snippet-python",
            "Python",
            "The package tenon, which needs nothing but Python.",
            python(integration, user(forUsers)),
            false),
        new Snippet(
            "snippet-java",
            "Java",
            "dev.tenon:tenon-sdk, for Java 17 and later.",
            java(integration, user(forUsers)),
            false));
  }

  private static Optional<String> user(boolean forUsers) {
    return forUsers ? Optional.of("ada") : Optional.empty();
  }

  private static String curl(String integration, Optional<String> user) {
    String json =
        user.map(it -> "{\"integration\": %s, \"user\": %s}".formatted(text(integration), text(it)))
            .orElseGet(() -> "{\"integration\": %s}".formatted(text(integration)));
    return """
    curl -s "$TENON_URL/api/v1/token" \\
      -H "Authorization: Bearer $TENON_API_KEY" \\
      -H 'Content-Type: application/json' \\
      -d %s
    """
        .formatted(inShell(json));
  }

  private static String python(String integration, Optional<String> user) {
    String who = user.map(Snippets::text).orElse("None");
    return """
    import tenon

    hub = tenon.Hub()  # TENON_URL, TENON_API_KEY
    try:
        token = hub.token(%s, %s)
        print(token.access_token)
    except tenon.PermissionDeniedError as refused:
        print("Send the user to", refused.connect_url)
    """
        .formatted(text(integration), who);
  }

  private static String java(String integration, Optional<String> user) {
    String ask =
        user.map(it -> text(integration) + ", " + text(it))
            .orElseGet(() -> "TokenRequest.ofApp(" + text(integration) + ")");
    return """
    try (var tenon = TenonClient.fromEnvironment(System.getenv())) {
      Token token = tenon.token(%s).orThrow();
      call(token.authorizationHeader());
    } catch (ConnectRequiredException e) {
      sendUserTo(e.connectUrl());
    }
    """
        .formatted(ask);
  }

  /// A text as JSON, Python and Java write it.
  private static String text(String text) {
    StringBuilder written = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        written.append('\\').append(c);
      } else if (c < ' ' || c == 0x7f) {
        written.append("\\u%04x".formatted((int) c));
      } else {
        written.append(c);
      }
    }
    return written.append('"').toString();
  }

  /// A text as a shell takes it word for word.
  private static String inShell(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
