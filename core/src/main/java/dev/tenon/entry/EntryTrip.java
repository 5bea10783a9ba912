package dev.tenon.entry;

import dev.tenon.access.MemberId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.client.OAuthClientId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// A trip of a browser to a workspace's provider and back. The browser carries it in a cookie; the
/// state covers it, so that another one does not fit.
///
/// @param connecting the signed-in member who says who they are there; empty: somebody signs in
/// @param next where in the console to go afterwards; may be empty
public record EntryTrip(
    WorkspaceId workspace, OAuthClientId client, Optional<MemberId> connecting, String next) {
  private static final int PARTS = 4;

  /// What the cookie holds.
  public String text() {
    String all =
        String.join(
            "\n",
            workspace.value(),
            client.value(),
            connecting.map(MemberId::value).orElse(""),
            next);
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(all.getBytes(StandardCharsets.UTF_8));
  }

  /// The trip that a cookie with this text carries; empty when it carries none.
  public static Optional<EntryTrip> parse(String text) {
    try {
      String[] parts =
          new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split("\n", -1);
      return parts.length == PARTS
          ? Optional.of(
              new EntryTrip(
                  new WorkspaceId(parts[0]),
                  new OAuthClientId(parts[1]),
                  parts[2].isEmpty() ? Optional.empty() : Optional.of(new MemberId(parts[2])),
                  parts[3]))
          : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
