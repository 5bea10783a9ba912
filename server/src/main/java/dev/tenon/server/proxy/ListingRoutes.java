package dev.tenon.server.proxy;

import dev.tenon.access.Caller;
import dev.tenon.call.ApiAnswer;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connector.ResourceDefinition;
import dev.tenon.resource.ListingWish;
import dev.tenon.resource.NothingFitsException;
import dev.tenon.resource.ResourceFiles;
import dev.tenon.resource.ResourceFiles.Opening;
import dev.tenon.resource.ResourceListings;
import dev.tenon.resource.ResourceListings.Planned;
import dev.tenon.resource.ResourceListings.RefusedException;
import dev.tenon.resource.Words;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Callers;
import dev.tenon.server.http.Problem;
import dev.tenon.server.http.ProblemException;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.Route;
import dev.tenon.server.http.json.JsonWriter;
import dev.tenon.server.proxy.RunningListing.Event;
import dev.tenon.token.TokenAsk;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiFunction;

/// `/api/v1/connections/{id}/resources`: what a connection can list, and the lists. For app keys.
public final class ListingRoutes {
  private static final String ALL = "/api/v1/connections/{id}/resources";
  private static final Set<String> OWN = Set.of("format", "limit", "partial");

  private final Callers callers;
  private final ResourceListings listings;
  private final ResourceFiles files;
  private final BiFunction<Caller.App, String, Optional<TokenAsk>> asks;
  private final ListingProblems problems;
  private final WorkspaceTurns turns;

  /// Lists by `listings`.
  ///
  /// @param asks what an app asks for to get the token of a connection, where it may
  public ListingRoutes(
      Callers callers,
      ResourceListings listings,
      ResourceFiles files,
      BiFunction<Caller.App, String, Optional<TokenAsk>> asks,
      NoTokenProblems noToken,
      ProxySettings settings) {
    this.callers = callers;
    this.listings = listings;
    this.files = files;
    this.asks = asks;
    this.problems = new ListingProblems(noToken);
    this.turns = new WorkspaceTurns(settings.callsPerWorkspace());
  }

  /// The calls.
  public List<Route> routes() {
    return List.of(
        Route.of("GET", ALL, callers.app(this::resources)),
        Route.of("GET", ALL + "/{resource}", callers.app(this::list)),
        Route.of("GET", ALL + "/{resource}/{item}/file", callers.app(this::file)));
  }

  private Answer resources(Request request, Caller.App app) {
    ConnectionId connection = connection(request, app);
    List<ResourceDefinition> all =
        listings
            .of(app, connection)
            .orElseThrow(() -> new ProblemException(ListingProblems.unknown()));
    return Answer.json(
        200,
        JsonWriter.object(
            json ->
                json.objects("items", all, (each, it) -> describe(each, it, all))
                    .nothing("next_cursor")));
  }

  private static void describe(
      JsonWriter json, ResourceDefinition resource, List<ResourceDefinition> all) {
    json.text("name", resource.name())
        .text("title", resource.title())
        .text("parent", resource.parent())
        .texts("parameters", Words.narrowing(Words.line(all, resource)));
    ListingFormat.columns(json, resource);
    json.flag("files", resource.file().isPresent());
    json.texts(
        "formats",
        resource.geometry().isPresent()
            ? List.of("json", "ndjson", "csv", "geojson")
            : List.of("json", "ndjson", "csv"));
  }

  private Answer list(Request request, Caller.App app) {
    TokenAsk ask = ask(request, app);
    ConnectionId connection = new ConnectionId(request.pathParameter("id"));
    Map<String, String> query = query(request);
    ListingFormat.Name format = format(request, query);
    boolean partial = "true".equals(query.get("partial"));
    Map<String, String> within = new LinkedHashMap<>(query);
    within.keySet().removeAll(OWN);
    ListingWish wish =
        new ListingWish(request.pathParameter("resource"), within, limit(query.get("limit")));
    return list(app, connection, ask, wish, format, partial);
  }

  /// The whole list, for whoever acts as `app`.
  ///
  /// @param format by its name
  /// @throws ProblemException where it cannot begin
  public Answer list(
      Caller.App app, ConnectionId connection, TokenAsk ask, ListingWish wish, String format) {
    ListingFormat.Name name =
        ListingFormat.Name.of(format)
            .orElseThrow(() -> new IllegalArgumentException("no form of a list: " + format));
    return list(app, connection, ask, wish, name, false);
  }

  private Answer list(
      Caller.App app,
      ConnectionId connection,
      TokenAsk ask,
      ListingWish wish,
      ListingFormat.Name format,
      boolean partial) {
    return switch (listings.plan(app, connection, ask, wish)) {
      case Planned.NoConnection _ -> throw new ProblemException(ListingProblems.unknown());
      case Planned.NoToken it ->
          throw new ProblemException(problems.noToken(it.reason(), app, ask));
      case Planned.NoResource it ->
          throw new ProblemException(ListingProblems.noResource(wish, it.known()));
      case Planned.NoParameter it -> throw new ProblemException(ListingProblems.noParameter(it));
      case Planned.Ready it -> answer(it, format, partial, app, ask);
    };
  }

  private Answer answer(
      Planned.Ready ready,
      ListingFormat.Name format,
      boolean partial,
      Caller.App app,
      TokenAsk ask) {
    if (!turns.begin(app.workspace())) {
      throw new ProblemException(ProxyProblems.tooMany());
    }
    RunningListing running = new RunningListing(ready.listing());
    boolean begun = false;
    try {
      Event first = running.take();
      if (first instanceof Event.Failed(Exception cause)) {
        throw new ProblemException(problem(cause, app, ask));
      }
      Answer answer =
          Answer.flowing(
              200,
              List.of(
                  new Answer.Header("Content-Type", format.type()),
                  new Answer.Header("Cache-Control", "no-store")),
              new ListedAnswer(
                  running,
                  first,
                  format.format(ready.line(), partial),
                  () -> turns.end(app.workspace())));
      begun = true;
      return answer;
    } catch (IOException _) {
      throw new ProblemException(ProxyProblems.tooMany());
    } finally {
      if (!begun) {
        running.close();
        turns.end(app.workspace());
      }
    }
  }

  private Answer file(Request request, Caller.App app) {
    return file(
        app,
        new ConnectionId(request.pathParameter("id")),
        ask(request, app),
        new Named(request.pathParameter("resource"), request.pathParameter("item")),
        query(request),
        "attachment");
  }

  /// The file of an item, for whoever acts as `app`.
  ///
  /// @param said what the list says besides the item's id
  /// @param disposition under which name it is to be saved (RFC 6266)
  /// @throws ProblemException where there is none
  public Answer file(
      Caller.App app,
      ConnectionId connection,
      TokenAsk ask,
      Named item,
      Map<String, String> said,
      String disposition) {
    if (!turns.begin(app.workspace())) {
      throw new ProblemException(ProxyProblems.tooMany());
    }
    boolean passed = false;
    try {
      Opening opening = files.open(app, connection, ask, item.resource(), item.id(), said);
      Answer answer =
          switch (opening) {
            case Opening.Opened(ApiAnswer file) -> file(file, app, disposition);
            case Opening.NoFiles _ -> throw new ProblemException(noFile());
            case Opening.NoToken it ->
                throw new ProblemException(problems.noToken(it.reason(), app, ask));
            case Opening.Refused it ->
                throw new ProblemException(problems.refused(it.result(), app, ask));
            case Opening.Failed it -> throw new ProblemException(fileFailed(it));
          };
      passed = true;
      return answer;
    } finally {
      if (!passed) {
        turns.end(app.workspace());
      }
    }
  }

  /// Whatever is in it, a browser neither shows nor runs it.
  private Answer file(ApiAnswer file, Caller.App app, String disposition) {
    String type = file.header("Content-Type").orElse("application/octet-stream");
    boolean isPlain =
        type.matches("[A-Za-z0-9.+-]{1,100}/[A-Za-z0-9.+-]{1,100}(; ?charset=[A-Za-z0-9-]{1,40})?");
    return Answer.flowing(
        200,
        List.of(
            new Answer.Header("Content-Type", isPlain ? type : "application/octet-stream"),
            new Answer.Header("Content-Disposition", disposition),
            new Answer.Header("Content-Security-Policy", "sandbox"),
            new Answer.Header("X-Content-Type-Options", "nosniff"),
            new Answer.Header("Cache-Control", "no-store")),
        new PassedAnswer(file, () -> turns.end(app.workspace())));
  }

  private static Problem noFile() {
    return Problem.of(
        404,
        "no_file",
        "There is no file",
        "The connector declares no resource of that name whose items have files.");
  }

  private static Problem fileFailed(Opening.Failed it) {
    return Problem.of(502, "file_unavailable", "The file cannot be had", it.detail())
        .with("reason", it.code());
  }

  private Problem problem(Exception cause, Caller.App app, TokenAsk ask) {
    return switch (cause) {
      case NothingFitsException it ->
          ListingProblems.nothingFits(it.word(), it.wanted(), it.there());
      case RefusedException it -> problems.refused(it.result(), app, ask);
      case RuntimeException it -> throw it;
      default -> throw new IllegalStateException("a listing failed oddly", cause);
    };
  }

  private ConnectionId connection(Request request, Caller.App app) {
    ask(request, app);
    return new ConnectionId(request.pathParameter("id"));
  }

  private TokenAsk ask(Request request, Caller.App app) {
    return asks.apply(app, request.pathParameter("id"))
        .orElseThrow(() -> new ProblemException(ListingProblems.unknown()));
  }

  private static ListingFormat.Name format(Request request, Map<String, String> query) {
    String asked = query.get("format");
    if (asked != null) {
      return ListingFormat.Name.of(asked)
          .orElseThrow(
              () ->
                  new ProblemException(
                      ProxyProblems.invalid(
                          "format: one of " + ListingFormat.Name.words() + " is expected.")));
    }
    String accepted = request.header("Accept").orElse("").toLowerCase(Locale.ROOT);
    for (ListingFormat.Name name : ListingFormat.Name.values()) {
      if (accepted.contains(name.type().split(";", 2)[0])) {
        return name;
      }
    }
    return ListingFormat.Name.JSON;
  }

  private static OptionalLong limit(@org.jspecify.annotations.Nullable String text) {
    if (text == null) {
      return OptionalLong.empty();
    }
    if (!text.matches("[1-9][0-9]{0,8}")) {
      throw new ProblemException(
          ProxyProblems.invalid("limit: a whole number from 1 to 999999999 is expected."));
    }
    return OptionalLong.of(Long.parseLong(text));
  }

  /// The query, each name once.
  private static Map<String, String> query(Request request) {
    Map<String, String> query = new LinkedHashMap<>();
    for (String pair : request.rawQuery().split("&", -1)) {
      if (pair.isEmpty()) {
        continue;
      }
      String[] parts = pair.split("=", 2);
      try {
        String name = URLDecoder.decode(parts[0], StandardCharsets.UTF_8);
        String value = parts.length > 1 ? URLDecoder.decode(parts[1], StandardCharsets.UTF_8) : "";
        if (query.put(name, value) != null) {
          throw new ProblemException(ProxyProblems.invalid("A parameter comes twice."));
        }
      } catch (IllegalArgumentException _) {
        throw new ProblemException(ProxyProblems.invalid("The query is malformed."));
      }
    }
    return query;
  }

  /// An item of a resource.
  ///
  /// @param id the provider's
  public record Named(String resource, String id) {}
}
