package dev.tenon.sandbox.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Which function answers which method and path of one simulated host. Patterns are paths whose
/// `{name}` segments match any one segment. Matching is exact: no trailing slash is forgiven. Built
/// once by one thread, then safe for use by any.
public final class Routes {
  /// Answers a request whose path gave these variables.
  @FunctionalInterface
  public interface Answering {
    Reply answer(Request request, Variables path);
  }

  /// What the `{name}` segments of the pattern matched.
  public record Variables(Map<String, String> values) {
    /// The text that `{name}` matched; the pattern has that name, or it is a bug.
    public String get(String name) {
      String value = values.get(name);
      if (value == null) {
        throw new IllegalStateException("no {" + name + "} in the pattern: indicates a bug");
      }
      return value;
    }
  }

  private record Route(String method, List<String> pattern, Answering answering) {}

  private final List<Route> routes = new ArrayList<>();
  private final Function<Request, Reply> otherwise;

  /// Routes of a host that answers anything else with `otherwise`.
  public Routes(Function<Request, Reply> otherwise) {
    this.otherwise = otherwise;
  }

  /// Adds a route that reads its path variables.
  public Routes on(String method, String pattern, Answering answering) {
    routes.add(new Route(method, List.of(pattern.substring(1).split("/", -1)), answering));
    return this;
  }

  /// Adds a route.
  public Routes on(String method, String pattern, Function<Request, Reply> answering) {
    return on(method, pattern, (request, _) -> answering.apply(request));
  }

  /// The reply of the first route that matches; `405` where only the method does not.
  public Reply answer(Request request) {
    List<String> segments = request.segments();
    boolean pathKnown = false;
    for (Route route : routes) {
      Optional<Variables> variables = match(route.pattern(), segments);
      if (variables.isPresent()) {
        if (route.method().equals(request.method())) {
          return route.answering().answer(request, variables.get());
        }
        pathKnown = true;
      }
    }
    return pathKnown ? Reply.text(405, "Method Not Allowed") : otherwise.apply(request);
  }

  private static Optional<Variables> match(List<String> pattern, List<String> segments) {
    if (pattern.size() != segments.size()) {
      return Optional.empty();
    }
    var values = new HashMap<String, String>();
    for (int i = 0; i < pattern.size(); i++) {
      String expected = pattern.get(i);
      if (expected.startsWith("{") && !segments.get(i).isEmpty()) {
        values.put(expected.substring(1, expected.length() - 1), segments.get(i));
      } else if (!expected.equals(segments.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(new Variables(Map.copyOf(values)));
  }
}
