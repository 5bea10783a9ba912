package dev.tenon.server.admin;

import dev.tenon.server.admin.page.Frame;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How the pages where users connect look.
///
/// @param text what is typed, by field
/// @param texts the fields of the workspace's own words, one for each language
/// @param logo the picture as an address that holds it, where there is one
/// @param preview where the picture of the page is
/// @param live what is wrong with what is being typed
/// @param facts how well it can be read
/// @param problems by field
record BrandingPage(
    Frame frame,
    List<SettingsTab> tabs,
    String action,
    boolean mayChange,
    Map<String, String> text,
    List<Own> texts,
    List<Colours> colours,
    Optional<Picture> logo,
    boolean showsAccount,
    String preview,
    List<String> live,
    List<String> facts,
    Map<String, String> problems) {

  /// @param field its name
  record Own(String field, String language, String tag, String text) {}

  /// The colours of one scheme; the examples stand in empty fields, and are the page's own.
  record Colours(
      String scheme,
      String name,
      String accent,
      String background,
      String exampleAccent,
      String exampleBackground) {}

  /// @param about its kind and size
  record Picture(String src, String about, int width, int height) {}

  /// What is typed in a field.
  String typed(String field) {
    return text.getOrDefault(field, "");
  }

  /// Whether something is wrong with a field.
  boolean isWrong(String field) {
    return problems.containsKey(field);
  }

  /// What describes a field, for readers of the screen; null leaves the attribute out.
  @org.jspecify.annotations.Nullable
  String describedBy(String field, boolean hint) {
    String all =
        (isWrong(field) ? id(field) + "-problem" : "") + (hint ? " " + id(field) + "-hint" : "");
    return all.isBlank() ? null : all.strip();
  }

  /// The id of a field's element.
  String id(String field) {
    return field.replace('.', '-');
  }
}
