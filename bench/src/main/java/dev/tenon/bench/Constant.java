package dev.tenon.bench;

import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Route;
import java.util.List;

/// Routes that answer the same bytes to everybody, for the token route to be compared with: same
/// listener, same headers, same size.
final class Constant {
  static final String PATH = "/api/v1/constant";

  private Constant() {}

  /// GET and POST; a POST's body is read and not looked at.
  static List<Route> routes(byte[] body) {
    return List.of(
        Route.of("GET", PATH, _ -> Answer.json(200, body)),
        Route.of(
            "POST",
            PATH,
            request -> {
              byte[] asked = request.body();
              return Answer.json(asked.length == 0 ? 400 : 200, body);
            }));
  }
}
