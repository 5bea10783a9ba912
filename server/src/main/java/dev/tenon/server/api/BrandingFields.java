package dev.tenon.server.api;

import dev.tenon.server.http.json.Fields;
import dev.tenon.server.http.json.JsonWriter;
import dev.tenon.workspace.Branding;
import dev.tenon.workspace.BrandingDraft;
import dev.tenon.workspace.BrandingDraft.Checked;
import dev.tenon.workspace.Colour;
import dev.tenon.workspace.Language;
import dev.tenon.workspace.Logo;
import dev.tenon.workspace.Look;
import dev.tenon.workspace.Support;
import java.util.Optional;

/// A workspace's branding in JSON. A change says the fields that become others; `null` takes one
/// away, and `null` for all of it everything.
final class BrandingFields {
  private static final String FIELD = "branding";

  private BrandingFields() {}

  /// The branding as it is to be; empty where nothing is said of it, or something is wrong.
  static Optional<Branding> read(Fields all, Branding before) {
    if (all.isNull(FIELD)) {
      return Optional.of(Branding.none());
    }
    return all.object(FIELD).flatMap(fields -> read(BrandingDraft.of(before), fields));
  }

  private static Optional<Branding> read(BrandingDraft before, Fields fields) {
    BrandingDraft draft = text(before, fields, "name", "name");
    draft = text(draft, fields, "support", "support");
    Optional<Boolean> shows = fields.flag("show_account");
    draft = shows.isPresent() ? draft.with("show_account", shows.get().toString()) : draft;
    draft = texts(draft, fields);
    draft = look(draft, fields, "light");
    draft = look(draft, fields, "dark");
    draft = logo(draft, fields);
    return switch (draft.check()) {
      case Checked.Good it -> Optional.of(it.branding());
      case Checked.Wrong it -> {
        it.problems().forEach(fields::problem);
        yield Optional.empty();
      }
    };
  }

  private static BrandingDraft texts(BrandingDraft draft, Fields fields) {
    Optional<Fields> texts = fields.object("texts");
    BrandingDraft changed = draft;
    for (Language language : Language.values()) {
      String field = "texts." + language.tag();
      if (fields.isNull("texts")) {
        changed = changed.with(field, "");
      } else if (texts.isPresent()) {
        changed = text(changed, texts.get(), language.tag(), field);
      }
    }
    return changed;
  }

  private static BrandingDraft look(BrandingDraft draft, Fields fields, String scheme) {
    if (!fields.has(scheme)) {
      return draft;
    }
    Optional<Fields> look = fields.object(scheme);
    if (look.isEmpty()) {
      return draft.with(scheme + ".accent", "").with(scheme + ".background", "");
    }
    BrandingDraft changed = text(draft, look.get(), "accent", scheme + ".accent");
    return text(changed, look.get(), "background", scheme + ".background");
  }

  private static BrandingDraft logo(BrandingDraft draft, Fields fields) {
    if (fields.isNull("logo")) {
      return draft.with(Optional.empty());
    }
    if (!fields.has("logo")) {
      return draft;
    }
    try {
      return draft.with(fields.requiredLongText("logo").map(Logo::parse));
    } catch (IllegalArgumentException e) {
      fields.problem("logo", "is not valid: " + e.getMessage());
      return draft;
    }
  }

  private static BrandingDraft text(BrandingDraft draft, Fields fields, String name, String field) {
    return fields.has(name) ? draft.with(field, fields.text(name).orElse("")) : draft;
  }

  /// Writes `branding` as it is shown: the logo by what it is, not by its bytes.
  static void write(JsonWriter json, Branding branding) {
    json.object(
        FIELD,
        it -> {
          it.text("name", branding.name())
              .text("support", branding.support().map(Support::shown))
              .object(
                  "texts",
                  texts -> {
                    for (Language language : Language.values()) {
                      String text = branding.texts().get(language);
                      if (text != null) {
                        texts.text(language.tag(), text);
                      }
                    }
                  })
              .object("light", look -> write(look, branding.light()))
              .object("dark", look -> write(look, branding.dark()));
          branding
              .logo()
              .ifPresentOrElse(
                  logo -> it.object("logo", picture -> write(picture, logo)),
                  () -> it.nothing("logo"));
          it.flag("show_account", branding.showsAccount());
        });
  }

  private static void write(JsonWriter json, Look look) {
    json.text("accent", look.accent().map(Colour::toString))
        .text("background", look.background().map(Colour::toString));
  }

  private static void write(JsonWriter json, Logo logo) {
    json.text("type", logo.type().mediaType())
        .number("width", logo.width())
        .number("height", logo.height())
        .text("sha256", logo.sha256());
  }
}
