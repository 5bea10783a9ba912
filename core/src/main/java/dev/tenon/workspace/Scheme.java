package dev.tenon.workspace;

import java.util.List;

/// Light or dark, with the colours that the pages for users have by themselves. The stylesheet has
/// the same ones; a test compares them.
@SuppressWarnings("ImmutableEnumChecker") // Colour is a record of numbers.
public enum Scheme {
  /// Dark on light.
  LIGHT("#f6f5f2", "#ffffff", "#ecebe6", "#1f2622", "#58625c", "#1d6b57"),
  /// Light on dark.
  DARK("#141816", "#1d2320", "#2b322e", "#e9ede9", "#a9b3ad", "#7ecbb2");

  private final Colour paper;
  private final Colour sheet;
  private final Colour tint;
  private final Colour ink;
  private final Colour soft;
  private final Colour accent;

  Scheme(String paper, String sheet, String tint, String ink, String soft, String accent) {
    this.paper = Colour.parse(paper);
    this.sheet = Colour.parse(sheet);
    this.tint = Colour.parse(tint);
    this.ink = Colour.parse(ink);
    this.soft = Colour.parse(soft);
    this.accent = Colour.parse(accent);
  }

  /// Behind everything.
  public Colour paper() {
    return paper;
  }

  /// Behind what stands in a card.
  public Colour sheet() {
    return sheet;
  }

  /// Behind a provider's initial.
  public Colour tint() {
    return tint;
  }

  /// Of most text.
  public Colour ink() {
    return ink;
  }

  /// Of text that stands back.
  public Colour soft() {
    return soft;
  }

  /// Of what can be pressed.
  public Colour accent() {
    return accent;
  }

  /// Whether the page's own texts can be read on that background.
  public boolean carries(Colour background) {
    double ratio = background.contrast(soft);
    return ratio >= Look.LEAST_CONTRAST && background.contrast(ink) >= ratio;
  }

  /// What an accent is seen on where the page's background is `background`.
  public List<Colour> grounds(Colour background) {
    return List.of(background, sheet, tint);
  }
}
