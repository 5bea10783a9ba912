package dev.tenon.server.admin.data;

import dev.tenon.access.AppName;
import dev.tenon.access.UserId;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.OAuthClientId;
import dev.tenon.connect.ConnectLinks.Creation;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.ConnectionStore.ConnectionFilter;
import dev.tenon.connection.Owner;
import dev.tenon.connection.Status;
import dev.tenon.connector.ResourceDefinition;
import dev.tenon.member.Role;
import dev.tenon.server.admin.page.Pages;
import dev.tenon.server.admin.page.SecretPage;
import dev.tenon.server.admin.page.Section;
import dev.tenon.server.admin.page.Statuses;
import dev.tenon.server.admin.page.Syncs;
import dev.tenon.server.admin.page.Visit;
import dev.tenon.server.admin.page.Words;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.page.Site;
import dev.tenon.sync.KeptSync;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Whose things to look at, and what one connection can list.
final class DataPages {
  static final String ALL = "/console/data";
  static final String ONE = ALL + "/{id}";

  private static final int ROWS = 25;
  private static final int LOOKED = 100;

  private final Site site;
  private final DataParts parts;
  private final Subjects subjects;

  DataPages(Pages pages, DataParts parts, Subjects subjects) {
    this.site = pages.site();
    this.parts = parts;
    this.subjects = subjects;
  }

  Answer start(Visit visit) {
    Map<OAuthClientId, OAuthClient> clients =
        parts.clients().all(visit.workspace()).stream()
            .collect(Collectors.toMap(OAuthClient::id, it -> it));
    String user = visit.query("q").filter(UserId::isValid).orElse("");
    String integration = visit.query("integration").orElse("");
    Optional<ConnectionId> after =
        visit
            .query("after")
            .filter(it -> it.matches("con_[0-9A-Za-z]{1,64}"))
            .map(ConnectionId::new);
    Optional<Set<OAuthClientId>> chosen =
        integration.isEmpty()
            ? Optional.empty()
            : Optional.of(
                clients.values().stream()
                    .filter(it -> it.name().value().equals(integration))
                    .map(OAuthClient::id)
                    .collect(Collectors.toSet()));
    ConnectionFilter filter = new ConnectionFilter(chosen, Optional.empty(), Optional.empty());
    List<Connection> found =
        user.isEmpty()
            ? parts.connections().list(visit.workspace(), filter, after, LOOKED)
            : parts.connections().search(visit.workspace(), user, filter, LOOKED);
    List<Connection> shown =
        found.stream().filter(it -> it.status() != Status.REVOKED).limit(ROWS).toList();
    boolean more = user.isEmpty() && (found.size() == LOOKED || count(found) > ROWS);
    Optional<Connection> last =
        count(found) > ROWS ? Optional.of(shown.getLast()) : found.reversed().stream().findFirst();
    DataPage page =
        new DataPage(
            visit.frame("Data", Section.DATA),
            site.path(ALL),
            user,
            integration,
            clients.values().stream().map(it -> it.name().value()).sorted().toList(),
            !found.isEmpty() || !user.isEmpty() || !integration.isEmpty(),
            shown.stream()
                .map(it -> row(it, Optional.ofNullable(clients.get(it.oauthClient()))))
                .toList(),
            user.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "The first %d are shown. Type more of the name, to find fewer."
                            .formatted(ROWS))
                    .filter(_ -> count(found) > ROWS),
            more ? last.map(it -> href(user, integration, Optional.of(it.id()))) : Optional.empty(),
            after.map(_ -> href(user, integration, Optional.empty())));
    return Pages.html(200, output -> JtedataGenerated.render(output, Pages.none(), page));
  }

  private static long count(List<Connection> found) {
    return found.stream().filter(it -> it.status() != Status.REVOKED).count();
  }

  private String href(String user, String integration, Optional<ConnectionId> after) {
    Map<String, String> parameters = new LinkedHashMap<>();
    if (!user.isEmpty()) {
      parameters.put("q", user);
    }
    if (!integration.isEmpty()) {
      parameters.put("integration", integration);
    }
    after.ifPresent(it -> parameters.put("after", it.value()));
    return site.path(Asked.address(ALL, parameters));
  }

  private DataPage.Row row(Connection connection, Optional<OAuthClient> client) {
    return new DataPage.Row(
        switch (connection.owner()) {
          case Owner.User(UserId id) -> id.value();
          case Owner.App(AppName name) -> "the app " + name;
        },
        site.path(ALL + "/" + connection.id()),
        account(connection),
        client.map(it -> it.name().value()).orElse(""),
        Statuses.badge(connection.status()));
  }

  private static String account(Connection connection) {
    return connection.account().name().or(() -> connection.account().email()).orElse("");
  }

  Answer show(Visit visit) {
    return subjects.with(visit, subject -> show(visit, subject));
  }

  private Answer show(Visit visit, Subject subject) {
    Connection connection = subject.connection();
    Optional<String> problem =
        subject.resources().isEmpty()
            ? Optional.of(
                connection.status() == Status.ACTIVE || connection.status() == Status.FAILING
                    ? "The connector of “%s” declares nothing that can be listed."
                        .formatted(subject.client().name())
                    : "There is no token to read with: the user has to connect first.")
            : Optional.empty();
    HoldingPage page =
        new HoldingPage(
            visit.frame("Data of " + subject.holder(), Section.DATA),
            site.path(ALL),
            site.path(ALL + "/" + connection.id()),
            subject.holder(),
            account(connection),
            subject.client().name().value(),
            Statuses.badge(connection.status()),
            apps(subject),
            resources(subject),
            parts.syncStore().list(visit.workspace(), connection.id()).stream()
                .map(it -> kept(visit, subject, it))
                .toList(),
            problem,
            subject.isUsers() && visit.may(Role.DEVELOPER));
    return Pages.html(200, output -> JteholdingGenerated.render(output, Pages.none(), page));
  }

  static List<HoldingPage.App> apps(Subject subject) {
    return subject.apps().stream()
        .map(it -> new HoldingPage.App(it.value(), it.equals(subject.app())))
        .toList();
  }

  /// Each below the one that it lies in.
  private List<HoldingPage.Resource> resources(Subject subject) {
    List<HoldingPage.Resource> rows = new ArrayList<>();
    subject.resources().stream()
        .filter(it -> it.parent().isEmpty())
        .forEach(it -> add(rows, subject, it, 0));
    return rows;
  }

  private void add(
      List<HoldingPage.Resource> rows, Subject subject, ResourceDefinition resource, int depth) {
    List<String> has = new ArrayList<>();
    resource.geometry().ifPresent(_ -> has.add("map"));
    resource.children().ifPresent(_ -> has.add("tree"));
    resource.file().ifPresent(_ -> has.add("files"));
    String path = ALL + "/" + subject.connection().id() + "/" + Words.inPath(resource.name());
    Map<String, String> parameters =
        subject.app().equals(subject.apps().getFirst())
            ? Map.of()
            : Map.of("app", subject.app().value());
    rows.add(
        new HoldingPage.Resource(
            resource.title(),
            resource.name(),
            site.path(Asked.address(path, parameters)),
            Math.min(depth, Trees.DEEPEST),
            has));
    subject.resources().stream()
        .filter(it -> it.parent().filter(resource.name()::equals).isPresent())
        .forEach(it -> add(rows, subject, it, depth + 1));
  }

  /// Makes a link to the app's page for the connection's user, shown this once.
  Answer makePage(Visit visit) {
    return subjects.with(
        visit,
        subject ->
            subject.connection().owner() instanceof Owner.User(UserId user)
                ? made(visit, subject, user)
                : visit.unknown("user"));
  }

  private Answer made(Visit visit, Subject subject, UserId user) {
    Optional<AppName> app =
        subject.apps().stream()
            .filter(it -> it.value().equals(visit.form().text("app")))
            .findFirst();
    Creation creation =
        parts
            .appPages()
            .create(
                visit.admin(),
                app.orElse(subject.app()),
                user,
                List.of(),
                Optional.empty(),
                Optional.empty());
    if (!(creation instanceof Creation.Created(var _, URI address))) {
      return visit.problem(409, "No page can be made", "The app has nothing that users connect.");
    }
    SecretPage page =
        new SecretPage(
            visit.frame("A page for " + user, Section.DATA),
            "A page for " + user,
            "It shows where to connect, and what is connected as tables, for an hour. Hand it to this"
                + " user only: the browser that opens it first keeps it.",
            "Address",
            address.toString(),
            site.path(ALL + "/" + subject.connection().id()));
    return Pages.secret(page);
  }

  private HoldingPage.Kept kept(Visit visit, Subject subject, KeptSync kept) {
    return new HoldingPage.Kept(
        subject
            .resource(kept.sync().resource())
            .map(ResourceDefinition::title)
            .orElse(kept.sync().resource()),
        site.path("/console/syncs/" + kept.sync().id()),
        Schedules.within(kept.sync()),
        Syncs.badge(kept),
        Syncs.every(kept.sync().every()),
        kept.standing().completeAt().map(it -> Words.when(it, visit.now())));
  }
}
