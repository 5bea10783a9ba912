package dev.tenon.server.compat;

import dev.tenon.access.Caller;
import dev.tenon.access.UserId;
import dev.tenon.connection.User;
import dev.tenon.connection.UserStore;
import dev.tenon.connection.UserStore.UserQuery;
import dev.tenon.server.compat.HeldCredentials.Held;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.Route;
import dev.tenon.server.http.json.Fields;
import dev.tenon.server.http.json.JsonWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// Leaf users: our users. A user's Leaf id is our user id: the `externalId` where one was given, so
/// that apps ask for tokens by the organisation's own ids, else one that is made.
final class LeafUserRoutes {
  static final String USERS = "/services/usermanagement/api/users";
  private static final List<String> DETAILS = List.of("phone", "address");
  private static final int LONGEST = 256;
  private static final int MOST = 100;

  private final LeafDesk desk;
  private final UserStore users;
  private final HeldCredentials held;
  private final CredentialJson json;
  private final CredentialAttaching attaching;
  private final Detaching detaching;
  private final RandomGenerator random;

  LeafUserRoutes(
      LeafDesk desk,
      UserStore users,
      HeldCredentials held,
      CredentialJson json,
      CredentialAttaching attaching,
      Detaching detaching,
      RandomGenerator random) {
    this.desk = desk;
    this.users = users;
    this.held = held;
    this.json = json;
    this.attaching = attaching;
    this.detaching = detaching;
    this.random = random;
  }

  List<Route> routes() {
    return List.of(
        Route.of("GET", USERS, desk.admin(this::list)),
        Route.of("POST", USERS, desk.admin(this::create)),
        Route.of("PUT", USERS, desk.admin(this::change)),
        Route.of("GET", USERS + "/{leafUserId}", desk.either(this::show)),
        Route.of("DELETE", USERS + "/{leafUserId}", desk.admin(this::delete)));
  }

  private Answer list(Request request, Caller.Admin admin) {
    UserQuery query =
        new UserQuery(
            parameter(request, "externalId").filter(UserId::isValid).map(UserId::new),
            parameter(request, "name"),
            parameter(request, "email"));
    int size = number(request, "size", 20, 1, MOST);
    int page = number(request, "page", 0, 0, Integer.MAX_VALUE / MOST - 1);
    List<User> found = users.search(admin.workspace(), query, page * size, size);
    return Answer.json(200, JsonWriter.listOf(found, (it, user) -> write(it, admin, user)));
  }

  private Answer create(Request request, Caller.Admin admin) {
    Fields fields = desk.fields(request);
    Optional<UserId> external = fields.text("externalId", UserId::new);
    Optional<String> name = fields.text("name", LeafUserRoutes::word);
    Optional<String> email = fields.text("email", LeafUserRoutes::word);
    Map<String, String> details = details(fields, Map.of());
    fields.endKnown();
    UserId id = external.orElseGet(this::made);
    User user = new User(admin.workspace(), id, name, email, details, desk.now());
    if (!users.create(user, desk.event(admin, "user.created", id.value(), Map.of()))) {
      throw LeafProblems.taken("There is a user with this externalId already.");
    }
    return Answer.json(201, JsonWriter.object(it -> write(it, admin, user)));
  }

  /// Fields that are not sent stay as they are, credentials too: only `null` takes away. That is
  /// not Leaf's way, where a forgotten field detaches.
  private Answer change(Request request, Caller.Admin admin) {
    Fields fields = desk.fields(request);
    Optional<UserId> id = fields.requiredText("id", UserId::new);
    fields.endKnown();
    User before =
        users
            .find(admin.workspace(), id.orElseThrow())
            .orElseThrow(() -> LeafProblems.unknown("Leaf user"));
    Optional<String> name = fields.text("name", LeafUserRoutes::word);
    Optional<String> email = fields.text("email", LeafUserRoutes::word);
    Optional<String> external = fields.text("externalId");
    if (external.isPresent() && !external.get().equals(before.id().value())) {
      fields.problem("externalId", "is the user's id here and cannot be changed");
    }
    User user =
        new User(
            before.workspace(),
            before.id(),
            fields.has("name") ? name : before.name(),
            fields.has("email") ? email : before.email(),
            details(fields, before.details()),
            before.createdAt());
    fields.endKnown();
    LeafProvider.ALL.forEach(provider -> credentials(admin, user.id(), provider, fields));
    if (!users.update(user, desk.event(admin, "user.changed", user.id().value(), Map.of()))) {
      throw LeafProblems.unknown("Leaf user");
    }
    return Answer.json(200, JsonWriter.object(it -> write(it, admin, user)));
  }

  /// What the user's nested credentials say: nothing, that they go, that they stay (they came from
  /// an answer of ours, so what is secret in them is masked), or others.
  private void credentials(Caller.Admin admin, UserId user, LeafProvider provider, Fields fields) {
    String name = provider.nestedField();
    if (fields.isNull(name)) {
      held.find(admin, provider, user).ifPresent(it -> detaching.detach(admin, it.connection()));
      return;
    }
    Optional<Fields> nested = fields.object(name);
    fields.endKnown();
    nested
        .filter(it -> !CredentialJson.isMask(it.text("refreshToken")))
        .filter(it -> !it.has("id") || it.has("refreshToken"))
        .ifPresent(it -> attaching.attach(admin, provider, user, it));
  }

  private Answer show(Request request, Caller caller) {
    User user =
        users
            .find(caller.workspace(), LeafDesk.user(request))
            .orElseThrow(() -> LeafProblems.unknown("Leaf user"));
    return Answer.json(200, JsonWriter.object(it -> write(it, caller, user)));
  }

  /// The user's connections end with them, also those at providers that Leaf does not know.
  private Answer delete(Request request, Caller.Admin admin) {
    UserId id = LeafDesk.user(request);
    if (users.find(admin.workspace(), id).isEmpty()) {
      throw LeafProblems.unknown("Leaf user");
    }
    held.all(admin, id).values().forEach(it -> detaching.detach(admin, it.connection()));
    if (!users.delete(
        admin.workspace(), id, desk.event(admin, "user.deleted", id.value(), Map.of()))) {
      throw LeafProblems.inUse(
          "The user has connections that are no credentials of Leaf's providers. Delete those"
              + " first: DELETE /api/v1/connections/{id}.");
    }
    return Answer.empty(204);
  }

  private void write(JsonWriter out, Caller caller, User user) {
    out.text("id", user.id().value())
        .text("name", user.name())
        .text("email", user.email())
        .text("phone", Optional.ofNullable(user.details().get("phone")))
        .text("address", Optional.ofNullable(user.details().get("address")))
        .text("externalId", user.id().value());
    Map<LeafProvider, Held> all = held.all(caller, user.id());
    all.forEach(
        (provider, it) ->
            out.object(provider.nestedField(), inner -> json.write(inner, caller, it)));
  }

  private static Map<String, String> details(Fields fields, Map<String, String> before) {
    Map<String, String> details = new LinkedHashMap<>(before);
    for (String name : DETAILS) {
      if (fields.isNull(name)) {
        details.remove(name);
      }
      fields.text(name, LeafUserRoutes::word).ifPresent(it -> details.put(name, it));
    }
    return details;
  }

  private UserId made() {
    return new UserId(new UUID(random.nextLong(), random.nextLong()).toString());
  }

  private static Optional<String> parameter(Request request, String name) {
    return request.queryParameters(name).stream().findFirst().filter(it -> !it.isEmpty());
  }

  static int number(Request request, String name, int usual, int least, int most) {
    Optional<String> text = parameter(request, name);
    if (text.isEmpty()) {
      return usual;
    }
    try {
      int value = Integer.parseInt(text.get());
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Refused below.
    }
    throw LeafProblems.invalid(name, "is a whole number from %d to %d".formatted(least, most));
  }

  private static String word(String text) {
    if (text.length() > LONGEST || text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("at most 256 printable characters are needed, or null");
    }
    return text;
  }
}
