package dev.tenon.server.connect;

import dev.tenon.workspace.Branding;
import dev.tenon.workspace.Language;
import java.util.List;
import java.util.Optional;

/// In which language a page speaks, and in whose name.
///
/// @param brand how the workspace wants to be seen, with where its files are
/// @param choices the languages that the reader may choose; none where the page cannot be asked for
///   again
/// @param chosen the language that the reader has just chosen, to be remembered
record Voice(Words words, Optional<Brand> brand, List<Choice> choices, Optional<Language> chosen) {

  /// @param look path of the stylesheet with its colours, where it has some
  /// @param logo path of its logo, where it has one
  record Brand(Branding branding, Optional<String> look, Optional<String> logo) {}

  /// @param href the same page in that language
  record Choice(String name, String tag, String href, boolean current) {}

  Branding branding() {
    return brand.map(Brand::branding).orElseGet(Branding::none);
  }
}
