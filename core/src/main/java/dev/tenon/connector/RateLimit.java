package dev.tenon.connector;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/// A limit that a provider publishes for some of its calls: never more than `calls` in any
/// `window`. Immutable.
///
/// @param name of the limit, within the connector
/// @param paths below the API's address, without the slash at their beginning; `*` is one segment,
///   `**` at the end any number of them. None: all calls
public record RateLimit(
    String name, int calls, Duration window, CountedBy countedBy, List<String> paths) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final Duration LONGEST = Duration.ofDays(31);

  public RateLimit {
    paths = List.copyOf(paths);
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("a limit's name is small letters, digits and hyphens");
    }
    if (calls < 1) {
      throw new IllegalArgumentException("a limit lets one call through at least");
    }
    if (window.compareTo(Duration.ofSeconds(1)) < 0 || window.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("a limit's time is between a second and 31 days");
    }
  }

  /// Whose calls the provider counts together.
  public enum CountedBy {
    /// All that go through one OAuth client.
    CLIENT,

    /// Those of each connection by themselves.
    CONNECTION
  }

  /// Whether it counts a call of `path`.
  ///
  /// @param path below the API's address, encoded, without the slash at its beginning
  public boolean covers(String path) {
    if (paths.isEmpty()) {
      return true;
    }
    List<String> segments = segments(path);
    return paths.stream().anyMatch(pattern -> covers(segments(pattern), segments));
  }

  private static boolean covers(List<String> pattern, List<String> called) {
    boolean open = pattern.getLast().equals("**");
    int fixed = open ? pattern.size() - 1 : pattern.size();
    if (called.size() < fixed || (!open && called.size() > fixed)) {
      return false;
    }
    for (int i = 0; i < fixed; i++) {
      if (!pattern.get(i).equals("*") && !pattern.get(i).equals(called.get(i))) {
        return false;
      }
    }
    return true;
  }

  /// A slash at the end says nothing else.
  private static List<String> segments(String path) {
    String plain = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return List.of(plain.split("/", -1));
  }
}
