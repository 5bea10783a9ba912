package dev.tenon.server.admin.page;

import dev.tenon.member.Role;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.page.Site;
import dev.tenon.workspace.Workspace;
import dev.tenon.workspace.Workspaces;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes the frames of pages.
public final class Frames {
  private final Pages pages;
  private final Site site;
  private final Workspaces workspaces;

  /// Frames for those pages.
  public Frames(Pages pages, Workspaces workspaces) {
    this.pages = pages;
    this.site = pages.site();
    this.workspaces = workspaces;
  }

  /// The frame of a page with that title in that section.
  public Frame of(Visit visit, String title, Section section) {
    return new Frame(
        pages.head(title),
        groups(section),
        workspaces.find(visit.workspace()).map(Workspace::name).orElse(""),
        visit.member().name(),
        roleName(visit.member().role()),
        site.path(Section.OVERVIEW.path()),
        site.path(Section.ACCOUNT.path()),
        site.path("/console/sign-out"),
        visit.token(),
        visit.query("said").flatMap(Said::parse).map(Said::text));
  }

  /// The page that says why something cannot be done.
  public Answer problem(Visit visit, int status, String heading, String text) {
    ProblemPage page =
        new ProblemPage(
            visit.frame(heading, Section.ACCOUNT), heading, text, site.path("/console"));
    return Pages.html(status, output -> JteproblemGenerated.render(output, Pages.none(), page));
  }

  /// The role for people.
  public static String roleName(Role role) {
    return switch (role) {
      case ADMIN -> "Admin";
      case DEVELOPER -> "Developer";
      case VIEWER -> "Viewer";
    };
  }

  private List<Frame.Group> groups(Section current) {
    List<Frame.Group> groups = new ArrayList<>();
    Optional<String> last = Optional.empty();
    List<Frame.Item> items = new ArrayList<>();
    for (Section section : Section.values()) {
      if (!section.isThere()) {
        continue;
      }
      if (!section.group().equals(last) && !items.isEmpty()) {
        groups.add(new Frame.Group(last.orElse(""), List.copyOf(items)));
        items.clear();
      }
      last = section.group();
      items.add(new Frame.Item(section.label(), site.path(section.path()), section == current));
    }
    groups.add(new Frame.Group(last.orElse(""), List.copyOf(items)));
    return groups;
  }
}
