package dev.tenon.server.connect;

import dev.tenon.access.WorkspaceId;
import dev.tenon.connect.ConnectLink;
import dev.tenon.server.connect.Voice.Brand;
import dev.tenon.server.connect.Voice.Choice;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.page.Site;
import dev.tenon.workspace.Branding;
import dev.tenon.workspace.Brandings;
import dev.tenon.workspace.Language;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Finds out in which language a page speaks, and in whose name.
///
/// The reader's own choice comes first, then what the app wished for with the link, then what the
/// browser likes best, then English.
final class Voices {
  /// The parameter by which a reader chooses.
  static final String LANGUAGE = "lang";

  private final Site site;
  private final Cookies cookies;
  private final Brandings brandings;

  Voices(Site site, Cookies cookies, Brandings brandings) {
    this.site = site;
    this.cookies = cookies;
    this.brandings = brandings;
  }

  /// The voice of the page of a link.
  Voice of(Request request, ConnectLink link) {
    return of(request, Optional.of(link));
  }

  /// The voice of an answer to `request`, as far as a link is known.
  Voice of(Request request, Optional<ConnectLink> link) {
    Optional<Language> chosen =
        request.queryParameters(LANGUAGE).stream().findFirst().flatMap(Language::parse);
    Language language =
        chosen
            .or(() -> cookies.language(request))
            .or(() -> link.flatMap(ConnectLink::language))
            .or(() -> request.header("Accept-Language").flatMap(Language::accepted))
            .orElse(Language.EN);
    return new Voice(
        Words.of(language), link.flatMap(this::brand), choices(request, language), chosen);
  }

  private Optional<Brand> brand(ConnectLink link) {
    WorkspaceId workspace = link.workspace();
    LinkLook own = LinkLook.of(link);
    Branding branding = own.over(brandings.find(workspace));
    return branding.isNone()
        ? Optional.empty()
        : Optional.of(
            new Brand(
                branding,
                BrandFiles.look(branding, own.background())
                    .map(it -> site.path(BrandFiles.path(workspace, it))),
                BrandFiles.logo(branding).map(it -> site.path(BrandFiles.path(workspace, it)))));
  }

  /// A callback cannot be asked for again, and neither can the answer to a form.
  private List<Choice> choices(Request request, Language current) {
    boolean again =
        request.method().equals("GET")
            && request.queryParameters("state").isEmpty()
            && !request.path().contains("/callback");
    return again
        ? Arrays.stream(Language.values())
            .map(it -> new Choice(it.ownName(), it.tag(), address(request, it), it == current))
            .toList()
        : List.of();
  }

  private String address(Request request, Language language) {
    String rest =
        Arrays.stream(request.rawQuery().split("&", -1))
            .filter(it -> !it.isEmpty() && !it.startsWith(LANGUAGE + "="))
            .map(it -> it + "&")
            .collect(Collectors.joining());
    return "?" + rest + LANGUAGE + "=" + language.tag();
  }
}
