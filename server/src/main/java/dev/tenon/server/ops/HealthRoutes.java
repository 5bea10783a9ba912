package dev.tenon.server.ops;

import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.Route;
import dev.tenon.server.http.json.JsonWriter;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether the process lives, and whether it should be sent requests. Safe for use by any thread.
public final class HealthRoutes {
  private static final Logger log = LoggerFactory.getLogger(HealthRoutes.class);

  private final List<Check> checks;
  private final AtomicBoolean closing = new AtomicBoolean();

  /// Ready as long as every one of `checks` is.
  public HealthRoutes(List<Check> checks) {
    this.checks = List.copyOf(checks);
  }

  /// Something that must work for the hub to be of use.
  ///
  /// @param name one word: `store`
  /// @param probe throws when it does not work
  public record Check(String name, Runnable probe) {}

  /// From now on the hub is not ready, so that requests go elsewhere before it closes.
  public void close() {
    closing.set(true);
  }

  /// The calls.
  public List<Route> routes() {
    return List.of(
        Route.of("GET", "/health/live", HealthRoutes::live),
        Route.of("GET", "/health/ready", this::ready));
  }

  private static Answer live(Request request) {
    return Answer.json(200, JsonWriter.object(json -> json.text("status", "up")));
  }

  private Answer ready(Request request) {
    List<String> failing = checks.stream().filter(check -> !works(check)).map(Check::name).toList();
    boolean up = failing.isEmpty() && !closing.get();
    return Answer.json(
        up ? 200 : 503,
        JsonWriter.object(
            json ->
                json.text("status", up ? "up" : closing.get() ? "closing" : "down")
                    .texts("failing", failing)));
  }

  private static boolean works(Check check) {
    try {
      check.probe().run();
      return true;
    } catch (RuntimeException e) {
      log.atWarn().addKeyValue("check", check.name()).setCause(e).log("a health check failed");
      return false;
    }
  }
}
