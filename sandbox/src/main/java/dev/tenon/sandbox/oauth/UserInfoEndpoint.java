package dev.tenon.sandbox.oauth;

import dev.tenon.sandbox.http.Json;
import dev.tenon.sandbox.http.Reply;
import dev.tenon.sandbox.http.Request;
import dev.tenon.sandbox.people.Person;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// The user info endpoint (OpenID Connect Core §5.3).
final class UserInfoEndpoint {
  private final Dialect dialect;
  private final Tokens tokens;

  UserInfoEndpoint(Dialect dialect, Tokens tokens) {
    this.dialect = dialect;
    this.tokens = tokens;
  }

  Reply answer(Request request) {
    return switch (tokens.presented(request)) {
      case Presented.Missing() -> Reply.status(401).with("WWW-Authenticate", "Bearer");
      case Presented.Malformed(), Presented.Expired(), Presented.Invalid() ->
          refuse(401, "invalid_token");
      case Presented.Good(Access access) -> {
        Optional<Person> person = access.person();
        yield person.isPresent() && dialect.mayReadUser(access.scopes())
            ? Reply.json(200, claims(person.get()))
            : refuse(403, "insufficient_scope");
      }
    };
  }

  private ObjectNode claims(Person person) {
    ObjectNode json =
        Json.object()
            .put("sub", person.id())
            .put("name", person.name())
            .put("given_name", person.firstName())
            .put("family_name", person.lastName())
            .put("preferred_username", person.email())
            .put("email", person.email())
            .put("email_verified", true);
    json.setAll(dialect.claims(person));
    return json;
  }

  private static Reply refuse(int status, String error) {
    return Reply.json(status, Json.object().put("error", error))
        .with("WWW-Authenticate", "Bearer error=\"" + error + "\"");
  }
}
