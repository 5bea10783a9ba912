package dev.tenon.server.admin;

import dev.tenon.access.KeyId;
import dev.tenon.access.MemberId;
import dev.tenon.app.ApiKeys;
import dev.tenon.app.StoredKey;
import dev.tenon.audit.Actor;
import dev.tenon.audit.AuditEntry;
import dev.tenon.audit.AuditLog;
import dev.tenon.member.Member;
import dev.tenon.member.Members;
import dev.tenon.member.Role;
import dev.tenon.server.admin.page.Badge;
import dev.tenon.server.admin.page.Guard;
import dev.tenon.server.admin.page.Pages;
import dev.tenon.server.admin.page.Section;
import dev.tenon.server.admin.page.Visit;
import dev.tenon.server.admin.page.Words;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Route;
import dev.tenon.server.http.page.Site;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Who did what to what, and whether the log is whole.
final class AuditPages {
  private static final int ROWS = 50;
  private static final int LONGEST_WORD = 256;

  /// What is worth searching for; whatever else stands in the log is found too.
  private static final List<String> ACTIONS =
      List.of(
          "api_key.created",
          "api_key.revoked",
          "app.created",
          "connection.connected",
          "connection.revoked",
          "connector.posted",
          "console_link.created",
          "member.joined",
          "member.removed",
          "member.role_changed",
          "member.signed_in",
          "oauth_client.changed",
          "oauth_client.created",
          "oauth_client.deleted",
          "oauth_client.rejected",
          "token.obtained",
          "webhook.created",
          "workspace.changed");

  private final Guard guard;
  private final Site site;
  private final AuditLog log;
  private final Members members;
  private final ApiKeys keys;

  AuditPages(Guard guard, Site site, ConsoleParts parts) {
    this.guard = guard;
    this.site = site;
    this.log = parts.auditLog();
    this.members = parts.members();
    this.keys = parts.keys();
  }

  List<Route> routes() {
    return List.of(Route.of("GET", Section.AUDIT.path(), guard.page(Role.VIEWER, this::show)));
  }

  private Answer show(Visit visit) {
    String word =
        visit
            .query("q")
            .filter(it -> it.length() <= LONGEST_WORD && it.indexOf('\0') < 0)
            .orElse("");
    Optional<Long> before = visit.query("before").flatMap(AuditPages::number);
    List<AuditEntry> found =
        word.isEmpty()
            ? log.list(visit.workspace(), before, ROWS + 1)
            : log.search(visit.workspace(), word, before, ROWS + 1);
    List<AuditEntry> shown = found.size() > ROWS ? found.subList(0, ROWS) : found;
    Names names = names(visit);
    AuditPage page =
        new AuditPage(
            visit.frame("Audit", Section.AUDIT),
            site.path(Section.AUDIT.path()),
            word,
            ACTIONS,
            shown.stream().map(it -> row(visit, names, it)).toList(),
            found.size() > ROWS
                ? Optional.of(href(word, Optional.of(shown.getLast().number())))
                : Optional.empty(),
            before.map(_ -> href(word, Optional.empty())),
            visit.query("check").map(_ -> chain(visit)),
            site.path(Section.AUDIT.path() + "?check=1"));
    return Pages.html(200, output -> JteauditGenerated.render(output, Pages.none(), page));
  }

  private Badge chain(Visit visit) {
    return log.firstBroken(visit.workspace())
        .map(number -> Badge.bad("Entry %s was altered or removed".formatted(number)))
        .orElseGet(() -> Badge.good("Checked just now: the log is whole"));
  }

  private AuditPage.Row row(Visit visit, Names names, AuditEntry entry) {
    Actor actor = entry.event().actor();
    return new AuditPage.Row(
        entry.number(),
        Words.when(entry.event().at(), visit.now()),
        names.of(actor),
        word(actor).map(it -> href(it, Optional.empty())),
        entry.event().action(),
        href(entry.event().action(), Optional.empty()),
        entry.event().target(),
        href(entry.event().target(), Optional.empty()),
        new TreeMap<>(entry.event().details()),
        entry.hash().hex());
  }

  private String href(String word, Optional<Long> before) {
    String path = Section.AUDIT.path();
    String query =
        (word.isEmpty() ? "" : "&q=" + Words.inPath(word))
            + before.map(it -> "&before=" + it).orElse("");
    return site.path(query.isEmpty() ? path : path + "?" + query.substring(1));
  }

  private static Optional<String> word(Actor actor) {
    return switch (actor) {
      case Actor.Admin admin -> Optional.of(admin.key().value());
      case Actor.Member member -> Optional.of(member.id().value());
      case Actor.App app -> Optional.of(app.name().value());
      case Actor.User user -> Optional.of(user.id().value());
      case Actor.Hub _ -> Optional.empty();
    };
  }

  private Names names(Visit visit) {
    return new Names(
        members.list(visit.workspace()).stream()
            .collect(Collectors.toMap(Member::id, Member::name)),
        keys.list(visit.workspace(), Optional.empty()).stream()
            .collect(Collectors.toMap(StoredKey::id, StoredKey::name)));
  }

  private static Optional<Long> number(String text) {
    return text.matches("[0-9]{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
  }

  /// How actors are called.
  private record Names(Map<MemberId, String> members, Map<KeyId, String> keys) {
    String of(Actor actor) {
      return switch (actor) {
        case Actor.Admin admin ->
            "Admin key " + keys.getOrDefault(admin.key(), admin.key().value());
        case Actor.Member member -> members.getOrDefault(member.id(), "A former member");
        case Actor.App app -> "App " + app.name();
        case Actor.User user -> "User " + user.id();
        case Actor.Hub _ -> "The hub";
      };
    }
  }
}
