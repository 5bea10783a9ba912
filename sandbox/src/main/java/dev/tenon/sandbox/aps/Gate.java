package dev.tenon.sandbox.aps;

import dev.tenon.sandbox.http.Reply;
import dev.tenon.sandbox.http.Request;
import dev.tenon.sandbox.oauth.Access;
import dev.tenon.sandbox.oauth.AuthorizationServer;
import dev.tenon.sandbox.oauth.Client;
import dev.tenon.sandbox.oauth.Presented;
import dev.tenon.sandbox.people.People;
import dev.tenon.sandbox.people.Person;
import java.util.Optional;
import java.util.function.Function;

/// The API gateway: token, scope, and whether the API is enabled for the client.
final class Gate {
  /// What a call needs.
  record Need(String api, String scope) {}

  private final AuthorizationServer autodesk;

  Gate(AuthorizationServer autodesk) {
    this.autodesk = autodesk;
  }

  Reply admit(Request request, Need need, Function<Caller, Reply> inside) {
    return switch (autodesk.presented(request)) {
      case Presented.Missing() ->
          ApsErrors.gateway(401, "AUTH-012", "Authorization header is not present");
      case Presented.Malformed(), Presented.Expired(), Presented.Invalid() ->
          ApsErrors.gateway(401, "AUTH-006", "Access token provided is invalid or expired.");
      case Presented.Good(Access access) -> admit(request, access, need, inside);
    };
  }

  private Reply admit(Request request, Access access, Need need, Function<Caller, Reply> inside) {
    Optional<Client> client = autodesk.clients().find(access.clientId());
    if (client.isEmpty() || !client.get().apis().contains(need.api())) {
      return ApsErrors.gateway(
          403, "AUTH-001", "The client_id specified does not have access to the api product");
    }
    if (!access.scopes().contains(need.scope())) {
      return ApsErrors.gateway(
          403, "AUTH-010", "Token does not have the privilege for this request.");
    }
    Optional<String> actFor = request.header("x-user-id");
    if (access.person().isPresent() || actFor.isEmpty()) {
      return inside.apply(new Caller(client.get(), access, access.person()));
    }
    Optional<Person> person = People.byId(actFor.get());
    return person.isPresent()
        ? inside.apply(new Caller(client.get(), access, person))
        : ApsErrors.gateway(403, "AUTH-005", "x-user-id is not a user");
  }
}
