package dev.tenon.workspace;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// How a workspace wants to be seen on the pages where users connect. Colours in it have been
/// checked: see [BrandingDraft].
///
/// @param name of the organisation, as its users know it
/// @param texts a sentence or two of its own for the connect page, by language
/// @param support where users find help
/// @param showsAccount whether users see which account it is before they go back to the app
public record Branding(
    Optional<String> name,
    Map<Language, String> texts,
    Optional<Support> support,
    Look light,
    Look dark,
    Optional<Logo> logo,
    boolean showsAccount) {
  public Branding {
    texts = Map.copyOf(texts);
  }

  /// Nothing of its own.
  public static Branding none() {
    return new Branding(
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        Look.none(),
        Look.none(),
        Optional.empty(),
        false);
  }

  /// Whether there is nothing of its own.
  public boolean isNone() {
    return equals(none());
  }

  /// The text for whoever reads `language`: in it, else in English, else in whichever there is.
  public Optional<Text> text(Language language) {
    Map<Language, String> ordered = new EnumMap<>(Language.class);
    ordered.putAll(texts);
    return Optional.ofNullable(texts.get(language))
        .map(it -> new Text(language, it))
        .or(
            () ->
                ordered.entrySet().stream()
                    .findFirst()
                    .map(it -> new Text(it.getKey(), it.getValue())));
  }

  /// The same under another name. The logo stays unless the workspace is called otherwise itself:
  /// its logo says that name too.
  public Branding named(String other) {
    return new Branding(
        Optional.of(other),
        texts,
        support,
        light,
        dark,
        logo.filter(_ -> name.map(other::equalsIgnoreCase).orElse(true)),
        showsAccount);
  }

  /// The same before another background, in the scheme whose texts can be read on it; where they
  /// can in neither, before a lighter shade of it. Accents are made readable on it.
  public Branding before(Colour other) {
    return Scheme.DARK.carries(other)
        ? with(light, before(Scheme.DARK, other))
        : with(before(Scheme.LIGHT, other.lightened()), dark);
  }

  private Look before(Scheme scheme, Colour other) {
    return new Look(
        look(scheme).accent().map(it -> it.readableOn(scheme.grounds(other), Look.LEAST_CONTRAST)),
        Optional.of(other));
  }

  private Branding with(Look otherLight, Look otherDark) {
    return new Branding(name, texts, support, otherLight, otherDark, logo, showsAccount);
  }

  /// What was chosen for `scheme`.
  public Look look(Scheme scheme) {
    return scheme == Scheme.LIGHT ? light : dark;
  }

  /// The page's background.
  public Colour background(Scheme scheme) {
    return look(scheme).background().orElse(scheme.paper());
  }

  /// The accent: as chosen; else the other scheme's, made readable here; else the page's own, made
  /// readable on the background.
  public Colour accent(Scheme scheme) {
    Look other = scheme == Scheme.LIGHT ? dark : light;
    return look(scheme)
        .accent()
        .orElseGet(
            () ->
                other
                    .accent()
                    .orElse(scheme.accent())
                    .readableOn(scheme.grounds(background(scheme)), Look.LEAST_CONTRAST));
  }

  /// A text and the language that it is in.
  public record Text(Language language, String words) {}
}
