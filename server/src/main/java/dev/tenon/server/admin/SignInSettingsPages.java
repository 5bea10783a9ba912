package dev.tenon.server.admin;

import dev.tenon.audit.Actor;
import dev.tenon.audit.AuditEvent;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.OAuthClientStore;
import dev.tenon.entry.MemberProvider;
import dev.tenon.entry.MemberProvider.RoleClaim;
import dev.tenon.entry.MemberProviders;
import dev.tenon.entry.ProviderClients;
import dev.tenon.member.Role;
import dev.tenon.server.admin.SignInSettingsPage.Newcomers;
import dev.tenon.server.admin.SignInSettingsPage.RoleValue;
import dev.tenon.server.admin.SignInSettingsPage.Unfit;
import dev.tenon.server.admin.page.Form;
import dev.tenon.server.admin.page.Frames;
import dev.tenon.server.admin.page.Guard;
import dev.tenon.server.admin.page.Pages;
import dev.tenon.server.admin.page.Said;
import dev.tenon.server.admin.page.Section;
import dev.tenon.server.admin.page.Visit;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The settings of where members sign in.
final class SignInSettingsPages {
  private static final String PATH = SettingsTab.SIGN_IN;

  private final Guard guard;
  private final Pages pages;
  private final SignInParts signIns;
  private final MemberProviders providers;
  private final ProviderClients fit;
  private final OAuthClientStore clients;

  SignInSettingsPages(Guard guard, Pages pages, ConsoleParts parts) {
    this.guard = guard;
    this.pages = pages;
    this.signIns = parts.signIns();
    this.providers = signIns.providers();
    this.fit = signIns.providerClients();
    this.clients = parts.oauthClients();
  }

  List<Route> routes() {
    return List.of(
        Route.of("GET", PATH, guard.page(Role.VIEWER, this::show)),
        Route.of("POST", PATH, guard.form(Role.ADMIN, this::change)));
  }

  private Answer show(Visit visit) {
    return page(visit, 200, Typed.of(providers.find(visit.workspace())), new LinkedHashMap<>());
  }

  private Answer change(Visit visit) {
    Typed typed = Typed.of(visit.form());
    if (typed.client().isEmpty()) {
      providers.remove(visit.workspace(), event(visit, "sign_in.removed", Map.of()));
      return pages.redirect(PATH, Said.SIGN_IN_REMOVED);
    }
    Map<String, String> problems = typed.problems();
    fit.problem(visit.workspace(), typed.client())
        .ifPresent(it -> problems.put("client", "This OAuth client " + it + "."));
    if (!problems.isEmpty()) {
      return page(visit, 422, typed, problems);
    }
    MemberProvider provider =
        new MemberProvider(
            visit.workspace(), typed.client(), Role.parse(typed.newcomers()), typed.roles());
    providers.put(provider, event(visit, "sign_in.changed", provider.details()));
    return pages.redirect(PATH, Said.SIGN_IN_CHANGED);
  }

  private Answer page(Visit visit, int status, Typed typed, Map<String, String> problems) {
    List<String> possible = new ArrayList<>();
    List<Unfit> others = new ArrayList<>();
    for (OAuthClient client : clients.all(visit.workspace())) {
      fit.problem(client)
          .ifPresentOrElse(
              why -> others.add(new Unfit(client.name().value(), why)),
              () -> possible.add(client.name().value()));
    }
    SignInSettingsPage page =
        new SignInSettingsPage(
            visit.frame("Sign-in", Section.SETTINGS),
            SettingsTab.all(pages.site(), PATH),
            pages.site().path(PATH),
            visit.may(Role.ADMIN),
            providers.find(visit.workspace()).isPresent(),
            signIns.trips().redirectUri().toString(),
            possible,
            others,
            pages.site().path(Section.OAUTH_CLIENTS.path()),
            typed.client(),
            newcomers(typed),
            typed.claim(),
            List.of(
                new RoleValue("admin_value", "Makes an admin", typed.admin()),
                new RoleValue("developer_value", "Makes a developer", typed.developer()),
                new RoleValue("viewer_value", "Makes a viewer", typed.viewer())),
            problems);
    return Pages.html(
        status, output -> JtesignInSettingsGenerated.render(output, Pages.none(), page));
  }

  private static List<Newcomers> newcomers(Typed typed) {
    List<Newcomers> all = new ArrayList<>();
    all.add(new Newcomers("", "Nobody: by invitation alone", typed.newcomers().isEmpty()));
    for (Role role : Role.values()) {
      all.add(
          new Newcomers(
              role.apiName(),
              "Become " + Frames.roleName(role).toLowerCase(Locale.ROOT),
              typed.newcomers().equals(role.apiName())));
    }
    return all;
  }

  private static AuditEvent event(Visit visit, String action, Map<String, String> details) {
    return new AuditEvent(
        visit.workspace(),
        visit.now(),
        Actor.of(visit.admin()),
        action,
        visit.workspace().value(),
        details);
  }

  /// What stands in the form.
  private record Typed(
      String client,
      String newcomers,
      String claim,
      String admin,
      String developer,
      String viewer) {
    static Typed of(Optional<MemberProvider> provider) {
      Optional<RoleClaim> roles = provider.flatMap(MemberProvider::roles);
      return new Typed(
          provider.map(MemberProvider::oauthClient).orElse(""),
          provider.flatMap(MemberProvider::newcomers).map(Role::apiName).orElse(""),
          roles.map(RoleClaim::claim).orElse(""),
          roles.flatMap(RoleClaim::admin).orElse(""),
          roles.flatMap(RoleClaim::developer).orElse(""),
          roles.flatMap(RoleClaim::viewer).orElse(""));
    }

    static Typed of(Form form) {
      return new Typed(
          form.text("client"),
          form.text("newcomers"),
          form.text("claim"),
          form.text("admin_value"),
          form.text("developer_value"),
          form.text("viewer_value"));
    }

    Map<String, String> problems() {
      Map<String, String> problems = new LinkedHashMap<>();
      boolean anyValue = !(admin + developer + viewer).isEmpty();
      if (!newcomers.isEmpty() && Role.parse(newcomers).isEmpty()) {
        problems.put("newcomers", "Please choose.");
      }
      if (!claim.isEmpty() && !RoleClaim.isClaim(claim)) {
        problems.put("claim", "The name of a claim is needed, such as roles.");
      } else if (claim.isEmpty() && anyValue) {
        problems.put("claim", "Which claim has these values?");
      } else if (!claim.isEmpty() && !anyValue) {
        problems.put("claim", "Say below which values make which role.");
      }
      return problems;
    }

    Optional<RoleClaim> roles() {
      return claim.isEmpty()
          ? Optional.empty()
          : Optional.of(new RoleClaim(claim, some(admin), some(developer), some(viewer)));
    }

    private static Optional<String> some(String text) {
      return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
  }
}
