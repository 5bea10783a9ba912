package dev.tenon.server.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Finds the route of a request by its path's segments. A fixed segment goes before a parameter.
/// Immutable once made.
///
/// A path is taken as it is or refused: doubled slashes, `;x`, dot segments, backslashes and
/// control characters reach no route, so that whatever stands in front of the hub and the hub
/// itself cannot take a path for different things.
final class Routes {
  private final Node root = new Node();
  // Paths without parameters, which need no taking apart: most requests are for one of them.
  private final Map<String, Node> whole = new HashMap<>();
  // By the first segment: `/proxy/{integration}/{path*}`.
  private final Map<String, OpenEnd> open = new HashMap<>();

  /// Looks among `routes`; two for the same method and pattern are a bug.
  Routes(List<Route> routes) {
    routes.forEach(this::add);
  }

  /// What there is for `method` at the raw path `path`.
  Match find(String method, String path) {
    Node known = whole.get(path);
    if (known != null) {
      return known.match(method, List.of());
    }
    if (!path.startsWith("/") || path.indexOf('\\') >= 0) {
      return new Match.BadPath();
    }
    String[] raw = path.substring(1).split("/", -1);
    OpenEnd openEnd = open.get(raw[0]);
    if (openEnd != null) {
      return openEnd.match(method, raw, path);
    }
    if (path.indexOf(';') >= 0) {
      return new Match.BadPath();
    }
    List<String> segments = new ArrayList<>(raw.length);
    for (int i = 0; i < raw.length; i++) {
      Optional<String> segment = segment(raw[i], i == raw.length - 1);
      if (segment.isEmpty()) {
        return new Match.BadPath();
      }
      segments.add(segment.get());
    }
    Node node = root.find(segments, 0);
    return node == null ? new Match.Missing() : node.match(method, segments);
  }

  private static Optional<String> segment(String raw, boolean last) {
    if (raw.isEmpty() && !last) {
      return Optional.empty();
    }
    return Percent.decode(raw)
        .filter(text -> !text.equals(".") && !text.equals(".."))
        .filter(text -> text.indexOf('\\') < 0 && text.chars().noneMatch(Character::isISOControl));
  }

  private void add(Route route) {
    String[] segments = route.pattern().substring(1).split("/", -1);
    Node node = root;
    for (String segment : segments) {
      node = node.child(segment);
    }
    if (route.pattern().endsWith("*}")) {
      if (segments.length != 3 || segments[0].startsWith("{") || !segments[1].startsWith("{")) {
        throw new IllegalArgumentException(
            "an open end comes after one fixed segment and one parameter: " + route.pattern());
      }
      String rest = segments[2].substring(1, segments[2].length() - 2);
      String second = segments[1].substring(1, segments[1].length() - 1);
      open.put(segments[0], new OpenEnd(node, second, rest));
    }
    if (route.pattern().indexOf('{') < 0) {
      whole.put(route.pattern(), node);
    }
    if (node.routes.putIfAbsent(route.method(), route) != null) {
      throw new IllegalArgumentException(
          "two routes for " + route.method() + " " + route.pattern() + "; indicates a bug");
    }
  }

  /// What came of looking.
  sealed interface Match {
    /// A route, with the segments that match its parameters.
    record Found(Route route, Map<String, String> parameters) implements Match {}

    /// The path is known, but not for this method.
    record OtherMethods(Set<String> allowed) implements Match {}

    /// The path is not known.
    record Missing() implements Match {}

    /// The path is malformed.
    record BadPath() implements Match {}
  }

  /// Where whatever is behind the second segment is another's path, and not judged here.
  private record OpenEnd(Node node, String second, String rest) {
    Match match(String method, String[] raw, String path) {
      if (raw.length < 2) {
        return new Match.Missing();
      }
      Optional<String> value = raw[1].indexOf(';') < 0 ? segment(raw[1], false) : Optional.empty();
      if (value.isEmpty()) {
        return new Match.BadPath();
      }
      Route route = node.routes.get(method);
      if (route == null) {
        return new Match.OtherMethods(node.allowed());
      }
      int end = raw[0].length() + raw[1].length() + 3;
      return new Match.Found(
          route, Map.of(second, value.get(), rest, raw.length == 2 ? "" : path.substring(end)));
    }
  }

  private static final class Node {
    private final Map<String, Node> children = new HashMap<>();
    private final Map<String, Route> routes = new HashMap<>();
    private @Nullable Node parameter;

    Node child(String segment) {
      if (!segment.startsWith("{")) {
        return children.computeIfAbsent(segment, _ -> new Node());
      }
      Node existing = parameter;
      Node node = existing == null ? new Node() : existing;
      parameter = node;
      return node;
    }

    @Nullable Node find(List<String> segments, int from) {
      if (from == segments.size()) {
        return routes.isEmpty() ? null : this;
      }
      Node fixed = children.get(segments.get(from));
      Node found = fixed == null ? null : fixed.find(segments, from + 1);
      if (found != null || parameter == null || segments.get(from).isEmpty()) {
        return found;
      }
      return parameter.find(segments, from + 1);
    }

    Match match(String method, List<String> segments) {
      Route route = routes.get(method);
      if (route == null && method.equals("HEAD")) {
        route = routes.get("GET");
      }
      return route == null
          ? new Match.OtherMethods(allowed())
          : new Match.Found(route, parameters(route, segments));
    }

    private Set<String> allowed() {
      Set<String> allowed = new TreeSet<>(routes.keySet());
      allowed.add("OPTIONS");
      if (allowed.contains("GET")) {
        allowed.add("HEAD");
      }
      return allowed;
    }

    private static Map<String, String> parameters(Route route, List<String> segments) {
      if (route.pattern().indexOf('{') < 0) {
        return Map.of();
      }
      Map<String, String> values = new LinkedHashMap<>();
      String[] names = route.pattern().substring(1).split("/", -1);
      for (int i = 0; i < names.length; i++) {
        if (names[i].startsWith("{")) {
          values.put(names[i].substring(1, names[i].length() - 1), segments.get(i));
        }
      }
      return values;
    }
  }
}
