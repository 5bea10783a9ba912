package dev.tenon.server.admin;

import dev.tenon.audit.Actor;
import dev.tenon.audit.AuditEvent;
import dev.tenon.member.Role;
import dev.tenon.server.admin.BrandingPage.Colours;
import dev.tenon.server.admin.BrandingPage.Own;
import dev.tenon.server.admin.page.Form;
import dev.tenon.server.admin.page.Guard;
import dev.tenon.server.admin.page.Pages;
import dev.tenon.server.admin.page.Said;
import dev.tenon.server.admin.page.Section;
import dev.tenon.server.admin.page.Visit;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Route;
import dev.tenon.server.http.page.Site;
import dev.tenon.workspace.Branding;
import dev.tenon.workspace.BrandingDraft;
import dev.tenon.workspace.BrandingDraft.Checked;
import dev.tenon.workspace.Brandings;
import dev.tenon.workspace.Language;
import dev.tenon.workspace.Logo;
import dev.tenon.workspace.Scheme;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// How the pages where users connect look: the form, and a picture of what is typed in it.
final class BrandingPages {
  private static final String PATH = SettingsTab.BRANDING;
  private static final String PREVIEW = PATH + "/preview.svg";

  /// More than a logo may have, so that whoever sends a larger one is told in the form.
  private static final int MAX_FORM_BYTES = 2 * 1024 * 1024;

  private static final List<String> PREVIEWED =
      List.of("name", "light.accent", "light.background", "dark.accent", "dark.background");
  private static final List<String> FIELDS = fields();

  private final Guard guard;
  private final Pages pages;
  private final Site site;
  private final Brandings brandings;

  BrandingPages(Guard guard, Pages pages, Brandings brandings) {
    this.guard = guard;
    this.pages = pages;
    this.site = pages.site();
    this.brandings = brandings;
  }

  List<Route> routes() {
    return List.of(
        Route.of("GET", PATH, guard.page(Role.VIEWER, this::show)),
        Route.of("GET", PREVIEW, guard.page(Role.VIEWER, this::preview)),
        new Route("POST", PATH, MAX_FORM_BYTES, guard.form(Role.ADMIN, this::change)));
  }

  private Answer show(Visit visit) {
    BrandingDraft draft = asked(visit);
    return page(visit, 200, draft, problems(draft));
  }

  /// What is saved, with what the script sends along as it is typed.
  private BrandingDraft asked(Visit visit) {
    BrandingDraft draft = BrandingDraft.of(brandings.find(visit.workspace()));
    for (String field : PREVIEWED) {
      List<String> typed = visit.request().queryParameters(field);
      draft = typed.isEmpty() ? draft : draft.with(field, typed.getFirst());
    }
    return draft;
  }

  private Answer preview(Visit visit) {
    return Answer.text(200, "image/svg+xml", BrandingPicture.of(shown(asked(visit), visit)))
        .with("Cache-Control", "no-store")
        .with("X-Content-Type-Options", "nosniff")
        .with("Content-Security-Policy", "default-src 'none'; img-src data:; sandbox");
  }

  /// The draft without what is wrong in it.
  private Branding shown(BrandingDraft draft, Visit visit) {
    BrandingDraft right = draft;
    for (String field : problems(draft).keySet()) {
      right = right.with(field, "");
    }
    return right.check() instanceof Checked.Good it
        ? it.branding()
        : brandings.find(visit.workspace());
  }

  private Answer change(Visit visit) {
    Form form = visit.form();
    BrandingDraft draft = BrandingDraft.of(brandings.find(visit.workspace()));
    for (String field : FIELDS) {
      draft = draft.with(field, form.text(field));
    }
    draft = draft.with("show_account", Boolean.toString(form.ticked("show_account")));
    Map<String, String> problems = new LinkedHashMap<>();
    if (form.ticked("remove_logo")) {
      draft = draft.with(Optional.empty());
    }
    try {
      Optional<Logo> sent = form.file("logo").map(Logo::of);
      draft = sent.isPresent() ? draft.with(sent) : draft;
    } catch (IllegalArgumentException e) {
      problems.put("logo", "The logo is not taken: " + e.getMessage() + ".");
    }
    problems.putAll(problems(draft));
    if (!problems.isEmpty() || !(draft.check() instanceof Checked.Good it)) {
      return page(visit, 422, draft, problems);
    }
    brandings.save(
        visit.workspace(),
        it.branding(),
        new AuditEvent(
            visit.workspace(),
            visit.now(),
            Actor.of(visit.admin()),
            "workspace.branding_changed",
            visit.workspace().value(),
            Map.of()));
    return pages.redirect(PATH, Said.BRANDING_CHANGED);
  }

  private static Map<String, String> problems(BrandingDraft draft) {
    Map<String, String> sentences = new LinkedHashMap<>();
    if (draft.check() instanceof Checked.Wrong it) {
      it.problems().forEach((field, problem) -> sentences.put(field, "This " + problem + "."));
    }
    return sentences;
  }

  private Answer page(Visit visit, int status, BrandingDraft draft, Map<String, String> problems) {
    BrandingPage page =
        new BrandingPage(
            visit.frame("Branding", Section.SETTINGS),
            SettingsTab.all(site, PATH),
            site.path(PATH),
            visit.may(Role.ADMIN),
            FIELDS.stream().collect(Collectors.toMap(it -> it, draft::text)),
            Arrays.stream(Language.values()).map(it -> own(it, draft)).toList(),
            Arrays.stream(Scheme.values()).map(it -> colours(it, draft)).toList(),
            draft.logo().map(BrandingPages::picture),
            draft.text("show_account").equals("true"),
            site.path(PREVIEW) + "?" + query(draft),
            visit.request().rawQuery().contains(".accent=")
                ? problems.entrySet().stream()
                    .filter(it -> PREVIEWED.contains(it.getKey()))
                    .map(it -> label(it.getKey()) + ": " + it.getValue())
                    .toList()
                : List.of(),
            facts(shown(draft, visit)),
            problems);
    return Pages.html(status, output -> JtebrandingGenerated.render(output, Pages.none(), page));
  }

  private static Own own(Language language, BrandingDraft draft) {
    String field = "texts." + language.tag();
    return new Own(field, language.ownName(), language.tag(), draft.text(field));
  }

  private static Colours colours(Scheme scheme, BrandingDraft draft) {
    String name = scheme.name().toLowerCase(Locale.ROOT);
    return new Colours(
        name,
        scheme == Scheme.LIGHT ? "In light" : "In dark",
        draft.text(name + ".accent"),
        draft.text(name + ".background"),
        scheme.accent().toString(),
        scheme.paper().toString());
  }

  private static BrandingPage.Picture picture(Logo logo) {
    double scale = Math.min(1, Math.min(64.0 / logo.height(), 280.0 / logo.width()));
    return new BrandingPage.Picture(
        logo.dataUrl(),
        "%s, %d × %d pixels".formatted(logo.type(), logo.width(), logo.height()),
        (int) Math.max(1, Math.round(logo.width() * scale)),
        (int) Math.max(1, Math.round(logo.height() * scale)));
  }

  private static String label(String field) {
    return switch (field) {
      case "light.accent" -> "Accent in light";
      case "light.background" -> "Background in light";
      case "dark.accent" -> "Accent in dark";
      case "dark.background" -> "Background in dark";
      default -> "Name";
    };
  }

  private static List<String> facts(Branding branding) {
    List<String> facts = new ArrayList<>();
    for (Scheme scheme : Scheme.values()) {
      double ratio =
          branding.accent(scheme).leastContrast(scheme.grounds(branding.background(scheme)));
      facts.add(
          String.format(
              Locale.ENGLISH,
              "%s: the accent %s is read at %.2f:1",
              scheme == Scheme.LIGHT ? "Light" : "Dark",
              branding.accent(scheme),
              Math.floor(ratio * 100) / 100));
    }
    return facts;
  }

  private static String query(BrandingDraft draft) {
    return PREVIEWED.stream()
        .map(it -> it + "=" + URLEncoder.encode(draft.text(it), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static List<String> fields() {
    List<String> fields = new ArrayList<>(PREVIEWED);
    fields.add("support");
    for (Language language : Language.values()) {
      fields.add("texts." + language.tag());
    }
    return List.copyOf(fields);
  }
}
