package dev.tenon.server.api;

import dev.tenon.access.Caller;
import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.Actor;
import dev.tenon.audit.AuditEvent;
import dev.tenon.audit.AuditLog;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Callers;
import dev.tenon.server.http.Cursors;
import dev.tenon.server.http.ProblemException;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.json.Fields;
import dev.tenon.server.http.json.JsonReader;
import dev.tenon.server.http.json.JsonWriter;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/// What the calls of every noun share: who asks, the request's fields, pages of lists. Safe for use
/// by any thread.
public final class Desk {
  private final Callers callers;
  private final Cursors cursors;
  private final AuditLog audit;
  private final Clock clock;
  private final JsonReader reader = new JsonReader();

  /// A desk where callers are known by `callers`, and what they may not see is noted in `audit`.
  public Desk(Callers callers, Cursors cursors, AuditLog audit, Clock clock) {
    this.callers = callers;
    this.cursors = cursors;
    this.audit = audit;
    this.clock = clock;
  }

  Callers callers() {
    return callers;
  }

  /// The fields of the request's JSON object.
  Fields fields(Request request) {
    Optional<String> type = contentType(request);
    if (type.isPresent() && !type.get().equals("application/json")) {
      throw new ProblemException(Problems.mediaType("application/json"));
    }
    return new Fields(reader.readObject(request.body()));
  }

  /// The media type of the request's body, in lower case and without parameters.
  static Optional<String> contentType(Request request) {
    return request
        .header("Content-Type")
        .map(type -> type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT));
  }

  /// Says that there is no such thing for `caller`, whether or not there is for others, and notes
  /// it: nobody asks for ids that are not theirs by accident.
  ///
  /// @param what one word, or two: `connect_link`
  /// @param asked the id as it was sent; noted only where it can be one
  ProblemException refusedAccess(Caller caller, String what, String asked) {
    String target = asked.matches("[a-z]{3}_[0-9A-Za-z]{1,64}") ? asked : "malformed";
    audit.append(
        new AuditEvent(
            caller.workspace(),
            clock.instant(),
            Actor.of(caller),
            what + ".not_found",
            target,
            Map.of()));
    return new ProblemException(Problems.unknown(what.replace('_', ' ')));
  }

  /// Notes something that `caller` did that changed nothing here.
  public void note(Caller caller, String action, String target, Map<String, String> details) {
    audit.append(
        new AuditEvent(
            caller.workspace(), clock.instant(), Actor.of(caller), action, target, details));
  }

  /// The page of `list` that is asked for.
  Cursors.Page page(Request request, WorkspaceId workspace, String list) {
    return cursors.read(request, workspace, list);
  }

  /// The cursor for the page of `list` after `position`.
  String cursor(WorkspaceId workspace, String list, String position) {
    return cursors.make(workspace, list, position);
  }

  /// A page: `rows` was asked for with one more than its limit, to know whether there are more.
  ///
  /// @param position what identifies a row's place, to go on after it
  <T> Answer page(
      Ask ask, List<T> rows, Function<T, String> position, BiConsumer<JsonWriter, T> members) {
    return page(ask, rows, position, _ -> true, members);
  }

  /// A page that shows only those of its rows that `shown` accepts, and may so be shorter.
  <T> Answer page(
      Ask ask,
      List<T> rows,
      Function<T, String> position,
      Predicate<T> shown,
      BiConsumer<JsonWriter, T> members) {
    boolean more = rows.size() > ask.page().limit();
    List<T> all = more ? rows.subList(0, ask.page().limit()) : rows;
    Optional<String> next =
        more
            ? Optional.of(cursors.make(ask.workspace(), ask.list(), position.apply(all.getLast())))
            : Optional.empty();
    List<T> items = all.stream().filter(shown).toList();
    return ok(json -> json.objects("items", items, members).text("next_cursor", next));
  }

  /// A page of a list that is short enough to be there as a whole, ordered by `position`.
  <T> Answer pageOfAll(
      Request request,
      WorkspaceId workspace,
      String list,
      List<T> all,
      Function<T, String> position,
      BiConsumer<JsonWriter, T> members) {
    Cursors.Page page = page(request, workspace, list);
    List<T> rows =
        all.stream()
            .sorted(Comparator.comparing(position))
            .filter(
                row ->
                    page.after()
                        .map(after -> position.apply(row).compareTo(after) > 0)
                        .orElse(true))
            .limit(page.limit() + 1L)
            .toList();
    return page(new Ask(workspace, list, page), rows, position, members);
  }

  /// What `parser` makes of a parameter of the query that comes once at most.
  ///
  /// @param parser throws [IllegalArgumentException] with a message fit for the caller
  static <T> Optional<T> parameter(Request request, String name, Function<String, T> parser) {
    List<String> values = request.queryParameters(name);
    if (values.size() > 1) {
      throw new ProblemException(Problems.invalid(name, "comes twice"));
    }
    try {
      return values.stream().findFirst().map(parser);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(Problems.invalid(name, "is not valid: " + e.getMessage()));
    }
  }

  /// `200` with a JSON object.
  static Answer ok(Consumer<JsonWriter> members) {
    return Answer.json(200, JsonWriter.object(members));
  }

  /// `201` with a JSON object.
  static Answer created(Consumer<JsonWriter> members) {
    return Answer.json(201, JsonWriter.object(members));
  }

  /// `204`.
  static Answer gone() {
    return Answer.empty(204);
  }

  /// Which page of which list is asked for.
  record Ask(WorkspaceId workspace, String list, Cursors.Page page) {}
}
