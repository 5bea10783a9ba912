package dev.tenon.server.ops;

import dev.tenon.access.Caller;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Callers;
import dev.tenon.server.http.Endpoint;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.Route;
import java.util.List;

/// The metrics for Prometheus: for whoever asks from this machine, else with an admin key.
public final class MetricsRoutes {
  private final Meters meters;
  private final Endpoint withKey;

  /// Shows `meters`.
  public MetricsRoutes(Meters meters, Callers callers) {
    this.meters = meters;
    this.withKey = callers.admin(this::show);
  }

  /// The call.
  public List<Route> routes() {
    return List.of(Route.of("GET", "/metrics", this::answer));
  }

  private Answer answer(Request request) {
    // A proxy on this machine passes requests of others on, and says so.
    boolean isLocal =
        request.remoteAddress().isLoopbackAddress()
            && request.header("X-Forwarded-For").isEmpty()
            && request.header("Forwarded").isEmpty();
    return isLocal ? text() : withKey.answer(request);
  }

  private Answer show(Request request, Caller.Admin admin) {
    return text();
  }

  private Answer text() {
    return Answer.text(200, "text/plain; version=0.0.4; charset=utf-8", meters.scrape())
        .with("Cache-Control", "no-store");
  }
}
