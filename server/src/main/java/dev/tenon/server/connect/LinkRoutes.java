package dev.tenon.server.connect;

import dev.tenon.access.Names;
import dev.tenon.client.IntegrationName;
import dev.tenon.connect.BrowserKey;
import dev.tenon.connect.ConnectLinkId;
import dev.tenon.connect.ConnectLinks.Opening;
import dev.tenon.connect.LinkSecret;
import dev.tenon.connect.Press;
import dev.tenon.server.connect.ConnectPages.Filled;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Request;
import dev.tenon.workspace.Language;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// The page of a connect link. The address that a user is given is left at once for one without the
/// secret, so that the secret stays neither in the history nor in a referrer. Looking has no
/// effect, whoever looks and however often; only the press of a button has.
final class LinkRoutes {
  private final FormGuard guard;
  private final LinkDoor door;
  private final Cookies cookies;
  private final ConnectPages connectPages;
  private final Departing departing;
  private final RefusalPages refusalPages;
  private final RandomGenerator random;

  LinkRoutes(
      FormGuard guard,
      LinkDoor door,
      Cookies cookies,
      ConnectPages connectPages,
      Departing departing,
      RefusalPages refusalPages,
      RandomGenerator random) {
    this.guard = guard;
    this.door = door;
    this.cookies = cookies;
    this.connectPages = connectPages;
    this.departing = departing;
    this.refusalPages = refusalPages;
    this.random = random;
  }

  /// Answers GET of a link's address, and of its page.
  Answer open(Request request) {
    String key = request.pathParameter("key");
    Optional<ConnectLinkId> id = LinkPaths.id(key);
    if (id.isPresent()) {
      return page(id.get(), request);
    }
    return LinkSecret.parse(key)
        .map(secret -> enter(secret, request))
        .orElseGet(() -> refusalPages.unknownLink(request));
  }

  private Answer enter(LinkSecret secret, Request request) {
    return switch (door.open(secret, request)) {
      case Opening.Unknown _ -> refusalPages.unknownLink(request);
      case Opening.Over it -> refusalPages.over(request, it.link());
      case Opening.Open it -> {
        ConnectLinkId id = it.link().id();
        Answer answer = cookies.setLink(door.page(id, passed(request)), id, secret);
        yield cookies.browser(request).isPresent()
            ? answer
            : cookies.setBrowser(answer, BrowserKey.random(random));
      }
    };
  }

  private Answer page(ConnectLinkId id, Request request) {
    Optional<Opening> opening = door.open(id, request);
    return switch (opening.orElseGet(Opening.Unknown::new)) {
      case Opening.Unknown _ -> refusalPages.openAgain(request);
      case Opening.Over it -> refusalPages.over(request, it.link());
      case Opening.Open it -> {
        Optional<BrowserKey> known = cookies.browser(request);
        BrowserKey browser = known.orElseGet(() -> BrowserKey.random(random));
        Answer answer =
            connectPages.fresh(request, it.link(), browser, unlocked(request), shown(request));
        yield known.isPresent() ? answer : cookies.setBrowser(answer, browser);
      }
    };
  }

  /// What goes along from the link's address to its page.
  private static List<String> passed(Request request) {
    return Stream.concat(
            shown(request).map(it -> "show=" + encode(it.value())).stream(),
            request.queryParameters(Voices.LANGUAGE).stream()
                .flatMap(it -> Language.parse(it).stream())
                .map(it -> Voices.LANGUAGE + "=" + it.tag())
                .limit(1))
        .toList();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /// Of several integrations the one that the user has chosen already.
  private static Optional<IntegrationName> shown(Request request) {
    return request.queryParameters("show").stream().findFirst().flatMap(LinkRoutes::name);
  }

  private Optional<IntegrationName> unlocked(Request request) {
    return cookies.form(request).isEmpty()
        ? Optional.empty()
        : request.queryParameters("unlocked").stream().findFirst().flatMap(LinkRoutes::name);
  }

  /// Answers POST of a form.
  Answer press(Request request) {
    Optional<ConnectLinkId> id = LinkPaths.id(request.pathParameter("key"));
    if (id.isEmpty()) {
      return refusalPages.foreignForm(request);
    }
    return guard
        .sender(request, id.get())
        .map(browser -> press(id.get(), browser, request))
        .orElseGet(() -> refusalPages.foreignForm(request));
  }

  private Answer press(ConnectLinkId id, BrowserKey browser, Request request) {
    Optional<Opening> opening = door.open(id, request);
    return switch (opening.orElseGet(Opening.Unknown::new)) {
      case Opening.Unknown _ -> refusalPages.openAgain(request);
      case Opening.Over it -> refusalPages.over(request, it.link());
      case Opening.Open it ->
          single(request.form(), FormNames.INTEGRATION)
              .flatMap(LinkRoutes::name)
              .map(integration -> press(it, integration, browser, request))
              .orElseGet(() -> refusalPages.foreignForm(request));
    };
  }

  private Answer press(
      Opening.Open opened, IntegrationName integration, BrowserKey browser, Request request) {
    Map<String, List<String>> form = request.form();
    Function<String, Optional<String>> typed = field -> single(form, FormNames.field(field));
    return departing.of(
        request,
        new Press(opened, integration, browser, cookies.form(request)),
        typed,
        problems ->
            connectPages.wrong(
                request,
                opened.link(),
                browser,
                new Filled(Optional.of(integration), typed, problems)));
  }

  private static Optional<String> single(Map<String, List<String>> form, String name) {
    List<String> values = form.getOrDefault(name, List.of());
    return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
  }

  private static Optional<IntegrationName> name(String text) {
    return Names.problem(text).isEmpty()
        ? Optional.of(new IntegrationName(text))
        : Optional.empty();
  }
}
