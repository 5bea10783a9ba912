package dev.tenon.server.admin.connections;

import dev.tenon.access.AppName;
import dev.tenon.access.Names;
import dev.tenon.access.UserId;
import dev.tenon.client.IntegrationName;
import dev.tenon.client.OAuthClient;
import dev.tenon.connect.Confirmations.Confirmation;
import dev.tenon.connect.ConnectLink;
import dev.tenon.connect.ConnectLinkId;
import dev.tenon.connect.ConnectLinks.Creation;
import dev.tenon.connect.LinkDraft;
import dev.tenon.connection.Connection;
import dev.tenon.connection.Owner;
import dev.tenon.member.Role;
import dev.tenon.server.admin.connections.LinkForm.Choice;
import dev.tenon.server.admin.connections.LinkForm.Life;
import dev.tenon.server.admin.page.Badge;
import dev.tenon.server.admin.page.Guard;
import dev.tenon.server.admin.page.Pages;
import dev.tenon.server.admin.page.Said;
import dev.tenon.server.admin.page.Section;
import dev.tenon.server.admin.page.Statuses;
import dev.tenon.server.admin.page.Visit;
import dev.tenon.server.admin.page.Words;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Route;
import dev.tenon.server.http.page.Site;
import dev.tenon.workspace.LinkVerification;
import dev.tenon.workspace.Workspace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Connect links that a member makes and hands over: for a user who connects first, or again.
final class LinkPages {
  private static final List<Duration> LIVES =
      List.of(Duration.ofMinutes(30), Duration.ofHours(8), Duration.ofDays(1), Duration.ofDays(7));
  private static final Duration USUAL = Duration.ofDays(1);

  private final Guard guard;
  private final Pages pages;
  private final Site site;
  private final ConnectionParts parts;

  LinkPages(Guard guard, Pages pages, ConnectionParts parts) {
    this.guard = guard;
    this.pages = pages;
    this.site = pages.site();
    this.parts = parts;
  }

  List<Route> routes() {
    return List.of(
        Route.of("GET", Paths.LINK, guard.page(Role.DEVELOPER, this::form)),
        Route.of("POST", Paths.LINK, guard.form(Role.DEVELOPER, this::make)),
        Route.of("GET", Paths.LINKS, guard.page(Role.DEVELOPER, this::show)),
        Route.of("POST", Paths.LINKS + "/confirm", guard.form(Role.DEVELOPER, this::confirm)),
        Route.of("POST", Paths.LINKS + "/end", guard.form(Role.DEVELOPER, this::end)));
  }

  private Answer form(Visit visit) {
    return form(
        visit,
        200,
        visit.query("user").orElse(""),
        visit.request().queryParameters("integration"),
        USUAL,
        Map.of());
  }

  private Answer form(
      Visit visit,
      int status,
      String user,
      List<String> chosen,
      Duration life,
      Map<String, String> problems) {
    Clients clients = new Clients(parts, visit.workspace());
    List<OAuthClient> offered = clients.forUsers();
    List<Choice> choices = new ArrayList<>();
    for (int i = 0; i < offered.size(); i++) {
      OAuthClient it = offered.get(i);
      choices.add(
          new Choice(
              "integration-" + i,
              it.name().value(),
              clients.title(it),
              offered.size() == 1 || chosen.contains(it.name().value())));
    }
    LinkForm page =
        new LinkForm(
            visit.frame("Make a connect link", Section.CONNECTIONS),
            site.path(Paths.LINK),
            site.path(Paths.ALL),
            visit.query("integration").isPresent(),
            user,
            choices,
            LIVES.stream()
                .map(it -> new Life(Long.toString(it.toSeconds()), words(it), it.equals(life)))
                .toList(),
            problems);
    return Pages.html(status, output -> JtelinkFormGenerated.render(output, Pages.none(), page));
  }

  private static String words(Duration life) {
    return life.toDays() == 1 ? "1 day" : Words.length(life);
  }

  private Answer make(Visit visit) {
    String user = visit.form().text("user");
    List<String> chosen = visit.form().all("integration");
    Duration life =
        LIVES.stream()
            .filter(it -> Long.toString(it.toSeconds()).equals(visit.form().text("life")))
            .findFirst()
            .orElse(USUAL);
    Map<String, String> problems = new LinkedHashMap<>();
    if (!UserId.isValid(user)) {
      problems.put("user", "A user’s id has 1 to 256 printable characters.");
    }
    if (chosen.isEmpty()) {
      problems.put("integrations", "Choose one at least.");
    } else if (chosen.stream().anyMatch(it -> Names.problem(it).isPresent())) {
      problems.put("integrations", "There is no such OAuth client any more.");
    }
    if (!problems.isEmpty()) {
      return form(visit, 422, user, chosen, life, problems);
    }
    LinkDraft draft =
        new LinkDraft(
            chosen.stream().map(IntegrationName::new).toList(),
            new UserId(user),
            Optional.empty(),
            Optional.of(life),
            Optional.empty());
    return switch (parts.links().create(visit.admin(), draft)) {
      case Creation.Created(ConnectLink link, var url) -> made(visit, link, url.toString());
      case Creation.IntegrationUnknown _, Creation.IntegrationNotAssigned _ ->
          form(
              visit,
              422,
              user,
              chosen,
              life,
              Map.of("integrations", "There is no such OAuth client any more."));
      case Creation.Invalid(Map<String, String> found) ->
          form(visit, 422, user, chosen, life, Map.of("integrations", first(found)));
    };
  }

  private static String first(Map<String, String> problems) {
    Map.Entry<String, String> problem = problems.entrySet().iterator().next();
    return "%s %s.".formatted(problem.getKey(), problem.getValue());
  }

  private Answer made(Visit visit, ConnectLink link, String url) {
    LinkMade page =
        new LinkMade(
            visit.frame("A connect link", Section.CONNECTIONS),
            link.user().value(),
            url,
            Words.when(link.expiresAt(), visit.now()),
            site.path(path(link.id())),
            asksCode(visit));
    return Pages.html(200, output -> JtelinkMadeGenerated.render(output, Pages.none(), page));
  }

  private Answer show(Visit visit) {
    return find(visit)
        .map(it -> page(visit, 200, it, Optional.empty()))
        .orElseGet(() -> visit.unknown("connect link"));
  }

  private Answer page(Visit visit, int status, ConnectLink it, Optional<String> problem) {
    boolean over = !it.expiresAt().isAfter(visit.now()) || it.uses() >= it.maxUses();
    LinkPage page =
        new LinkPage(
            visit.frame("Connect link", Section.CONNECTIONS),
            site.path(Paths.ALL),
            site.path(path(it.id())),
            it.user().value(),
            over ? Badge.plain("Over") : Badge.good("Open"),
            it.app().map(AppName::value),
            Words.when(it.createdAt(), visit.now()),
            Words.when(it.expiresAt(), visit.now()),
            "%s of %s".formatted(Words.number(it.uses()), Words.number(it.maxUses())),
            led(visit, it),
            it.app().isEmpty() && asksCode(visit),
            !over,
            problem);
    return Pages.html(status, output -> JtelinkPageGenerated.render(output, Pages.none(), page));
  }

  private List<LinkPage.Led> led(Visit visit, ConnectLink link) {
    Clients clients = new Clients(parts, visit.workspace());
    List<LinkPage.Led> led = new ArrayList<>();
    for (IntegrationName name : link.integrations()) {
      Optional<Connection> connection =
          clients.all().stream()
              .filter(it -> it.name().equals(name))
              .findFirst()
              .flatMap(
                  it ->
                      parts
                          .connections()
                          .find(visit.workspace(), it.id(), new Owner.User(link.user())));
      led.add(
          new LinkPage.Led(
              name.value(),
              connection.map(it -> site.path(Paths.one(it.id()))),
              connection
                  .map(it -> Statuses.badge(it.status()))
                  .orElseGet(() -> Badge.plain("Not connected yet"))));
    }
    return led;
  }

  private Answer confirm(Visit visit) {
    Optional<ConnectLink> link = find(visit);
    if (link.isEmpty()) {
      return visit.unknown("connect link");
    }
    ConnectLink it = link.get();
    Confirmation confirmation =
        parts.confirmations().confirm(visit.admin(), it.id(), visit.form().text("code"));
    return switch (confirmation) {
      case Confirmation.Confirmed(Connection connection) ->
          pages.redirect(Paths.one(connection.id()), Said.CONNECTION_CONFIRMED);
      case Confirmation.LinkUnknown _ -> visit.unknown("connect link");
      case Confirmation.CodeInvalid _ ->
          problem(
              visit,
              it,
              422,
              "That is not the code of this link, or it is more than ten minutes old. Then the user"
                  + " connects again.");
      case Confirmation.OtherAccount _ ->
          problem(
              visit,
              it,
              409,
              "The user had connected another account there, and that one stays. Revoke that"
                  + " connection first to change accounts.");
      case Confirmation.Busy _ ->
          problem(visit, it, 409, "The connection is just changing. Try again.");
    };
  }

  private Answer problem(Visit visit, ConnectLink link, int status, String text) {
    return page(visit, status, link, Optional.of(text));
  }

  private Answer end(Visit visit) {
    Optional<ConnectLink> link = find(visit);
    if (link.isEmpty() || !parts.links().revoke(visit.admin(), link.get().id())) {
      return visit.unknown("connect link");
    }
    return pages.redirect(path(link.get().id()), Said.CONNECT_LINK_ENDED);
  }

  private Optional<ConnectLink> find(Visit visit) {
    String id = visit.request().pathParameter("id");
    return id.matches("lnk_[0-9A-Za-z]{1,64}")
        ? parts.links().find(visit.admin(), new ConnectLinkId(id))
        : Optional.empty();
  }

  /// Whether whoever comes back gets a code that has to be confirmed.
  private boolean asksCode(Visit visit) {
    return parts
        .workspaces()
        .find(visit.workspace())
        .map(Workspace::linkVerification)
        .filter(LinkVerification.APP::equals)
        .isPresent();
  }

  private static String path(ConnectLinkId id) {
    return Paths.ALL + "/links/" + id;
  }
}
