package dev.tenon.server.api;

import dev.tenon.access.Caller;
import dev.tenon.access.UserId;
import dev.tenon.audit.Actor;
import dev.tenon.audit.AuditEvent;
import dev.tenon.connection.User;
import dev.tenon.connection.UserStore;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Callers;
import dev.tenon.server.http.Cursors;
import dev.tenon.server.http.Problem;
import dev.tenon.server.http.ProblemException;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.Route;
import dev.tenon.server.http.json.Fields;
import dev.tenon.server.http.json.JsonWriter;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// End users, by the organisation's own ids. They come into being when they connect; creating one
/// beforehand gives it a name.
public final class UserRoutes {
  private static final int LONGEST = 256;

  private final Desk desk;
  private final UserStore users;
  private final Clock clock;

  /// Answers from `users`.
  public UserRoutes(Desk desk, UserStore users, Clock clock) {
    this.desk = desk;
    this.users = users;
    this.clock = clock;
  }

  /// The calls.
  public List<Route> routes() {
    Callers callers = desk.callers();
    return List.of(
        Route.of("GET", "/api/v1/users", callers.admin(this::list)),
        Route.of("POST", "/api/v1/users", callers.admin(this::create)),
        Route.of("GET", "/api/v1/users/{id}", callers.admin(this::show)),
        Route.of("PATCH", "/api/v1/users/{id}", callers.admin(this::change)),
        Route.of("DELETE", "/api/v1/users/{id}", callers.admin(this::delete)));
  }

  private Answer list(Request request, Caller.Admin admin) {
    Cursors.Page page = desk.page(request, admin.workspace(), "users");
    List<User> rows =
        users.list(admin.workspace(), page.after().map(UserId::new), page.limit() + 1);
    return desk.page(
        new Desk.Ask(admin.workspace(), "users", page),
        rows,
        user -> user.id().value(),
        UserRoutes::write);
  }

  private Answer create(Request request, Caller.Admin admin) {
    Fields fields = desk.fields(request);
    Optional<UserId> id = fields.requiredText("id", UserId::new);
    Optional<String> name = fields.text("name", UserRoutes::word);
    Optional<String> email = fields.text("email", UserRoutes::word);
    fields.end();
    User user = new User(admin.workspace(), id.orElseThrow(), name, email, clock.instant());
    if (!users.create(user, event(admin, "user.created", user))) {
      throw new ProblemException(Problems.taken("id"));
    }
    return Desk.created(json -> write(json, user));
  }

  private Answer show(Request request, Caller.Admin admin) {
    User user = existing(request, admin);
    return Desk.ok(json -> write(json, user));
  }

  private Answer change(Request request, Caller.Admin admin) {
    User before = existing(request, admin);
    Fields fields = desk.fields(request);
    Optional<String> name = fields.text("name", UserRoutes::word);
    Optional<String> email = fields.text("email", UserRoutes::word);
    User user =
        new User(
            before.workspace(),
            before.id(),
            fields.has("name") ? name : before.name(),
            fields.has("email") ? email : before.email(),
            before.details(),
            before.createdAt());
    fields.end();
    if (!users.update(user, event(admin, "user.changed", user))) {
      throw new ProblemException(Problems.unknown("user"));
    }
    return Desk.ok(json -> write(json, user));
  }

  private Answer delete(Request request, Caller.Admin admin) {
    User user = existing(request, admin);
    if (!users.delete(admin.workspace(), user.id(), event(admin, "user.deleted", user))) {
      throw new ProblemException(
          Problem.of(
              409,
              "in_use",
              "It is in use",
              "The user has connections. Delete those first, so that they are revoked at their"
                  + " providers."));
    }
    return Desk.gone();
  }

  private User existing(Request request, Caller.Admin admin) {
    return Ids.user(request.pathParameter("id"))
        .flatMap(id -> users.find(admin.workspace(), id))
        .orElseThrow(() -> new ProblemException(Problems.unknown("user")));
  }

  private AuditEvent event(Caller.Admin admin, String action, User user) {
    return new AuditEvent(
        admin.workspace(), clock.instant(), Actor.of(admin), action, user.id().value(), Map.of());
  }

  private static String word(String text) {
    if (text.isBlank()
        || text.length() > LONGEST
        || text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("1 to 256 printable characters are needed, or null");
    }
    return text;
  }

  private static void write(JsonWriter json, User user) {
    json.text("id", user.id().value())
        .text("name", user.name())
        .text("email", user.email())
        .time("created_at", user.createdAt());
  }
}
