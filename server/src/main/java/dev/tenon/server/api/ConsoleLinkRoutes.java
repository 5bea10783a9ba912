package dev.tenon.server.api;

import dev.tenon.access.Caller;
import dev.tenon.access.Names;
import dev.tenon.member.EmailAddress;
import dev.tenon.member.Role;
import dev.tenon.member.SignInLinks;
import dev.tenon.member.SignInLinks.NewLink;
import dev.tenon.member.SignInLinks.Wish;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.Route;
import dev.tenon.server.http.json.Fields;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// One-time links that sign people in to the console.
public final class ConsoleLinkRoutes {
  private final Desk desk;
  private final SignInLinks links;
  private final URI baseUrl;

  /// Makes `links` that are opened below `baseUrl`.
  public ConsoleLinkRoutes(Desk desk, SignInLinks links, URI baseUrl) {
    this.desk = desk;
    this.links = links;
    this.baseUrl = baseUrl;
  }

  /// The calls.
  public List<Route> routes() {
    return List.of(Route.of("POST", "/api/v1/console-links", desk.callers().admin(this::create)));
  }

  private Answer create(Request request, Caller.Admin admin) {
    Fields fields = desk.fields(request);
    Optional<Role> role = fields.text("role", ConsoleLinkRoutes::role);
    Optional<EmailAddress> email = fields.text("email", ConsoleLinkRoutes::email);
    Optional<String> name = fields.text("name", Names::require);
    fields.end();
    NewLink made = links.make(admin, new Wish(role.orElse(Role.ADMIN), email, name.orElse("")));
    return Desk.created(
        json ->
            json.text("id", made.link().id().value())
                .text("url", made.key().address(baseUrl).toString())
                .time("expires_at", made.link().expiresAt()));
  }

  private static Role role(String text) {
    return Role.parse(text)
        .orElseThrow(() -> new IllegalArgumentException("it is admin, developer or viewer"));
  }

  private static EmailAddress email(String text) {
    return EmailAddress.parse(text)
        .orElseThrow(() -> new IllegalArgumentException("an e-mail address is needed"));
  }
}
