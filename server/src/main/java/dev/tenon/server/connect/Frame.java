package dev.tenon.server.connect;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What every page has.
///
/// @param lang tag of the language that it is in
/// @param title of the window
/// @param stylesheet path
/// @param look path of the workspace's own colours, where it has some
/// @param icon path
/// @param brand in whose name the page speaks, where the workspace says it
/// @param languages to choose from
/// @param footer what this is, where the workspace has no name of its own too
/// @param support where to find help
record Frame(
    String lang,
    String title,
    String stylesheet,
    Optional<String> look,
    String icon,
    Optional<Brand> brand,
    String languageLabel,
    List<Voice.Choice> languages,
    String footer,
    Optional<Help> support) {

  /// @param name empty where the logo says it
  record Brand(String name, Optional<Picture> logo) {}

  /// @param alt empty where the name stands beside it
  record Picture(String src, String alt, int width, int height) {}

  /// @param rel null where it is not a page of another site
  record Help(String question, String shown, String href, @Nullable String rel) {}
}
