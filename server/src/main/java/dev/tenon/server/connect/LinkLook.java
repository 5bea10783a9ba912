package dev.tenon.server.connect;

import dev.tenon.connect.ConnectLink;
import dev.tenon.connect.LinkLabel;
import dev.tenon.workspace.Branding;
import dev.tenon.workspace.BrandingDraft;
import dev.tenon.workspace.Colour;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// How a link wants its own pages to be seen, over the workspace's branding: the name under which
/// users are asked, and a background. What cannot be shown safely is left out.
record LinkLook(Optional<String> name, Optional<Colour> background) {
  static LinkLook of(ConnectLink link) {
    Map<String, String> said = link.label().map(LinkLabel::details).orElse(Map.of());
    return new LinkLook(
        read(said, "companyName", BrandingDraft::name).flatMap(Function.identity()),
        read(said, "backgroundColor", Colour::parse));
  }

  private static <T> Optional<T> read(
      Map<String, String> said, String field, Function<String, T> parser) {
    try {
      return Optional.ofNullable(said.get(field)).map(parser);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// What the pages look like.
  Branding over(Branding workspace) {
    Branding named = name.map(workspace::named).orElse(workspace);
    return background.map(named::before).orElse(named);
  }
}
