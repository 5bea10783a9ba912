package dev.tenon.server.compat;

import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Problem;
import dev.tenon.server.http.ProblemException;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.Route;
import dev.tenon.server.http.json.Fields;
import dev.tenon.server.http.json.JsonWriter;
import java.util.List;
import java.util.Optional;

/// Where Leaf's programs turn a name and a password into a token. There are no passwords here: an
/// API key stands in the password's place, whatever the name is, and is the token.
final class SignInRoutes {
  private final LeafDesk desk;

  SignInRoutes(LeafDesk desk) {
    this.desk = desk;
  }

  List<Route> routes() {
    return List.of(Route.of("POST", "/api/authenticate", desk.open(this::signIn)));
  }

  private Answer signIn(Request request) {
    Fields fields = desk.fields(request);
    Optional<String> key = fields.requiredText("password", text -> text);
    fields.endKnown();
    return key.filter(it -> desk.callers().holder(it).isPresent())
        .map(it -> Answer.json(200, JsonWriter.object(json -> json.text("id_token", it))))
        .orElseThrow(
            () ->
                new ProblemException(
                    Problem.of(
                        401,
                        "unauthorized",
                        "An API key is needed",
                        "Send an API key of the hub as the password; the name does not matter.")));
  }
}
