package dev.tenon.server.connect;

import dev.tenon.connect.Arrival;
import dev.tenon.connect.CallbackParameters;
import dev.tenon.connect.Callbacks;
import dev.tenon.connect.ConnectLink;
import dev.tenon.connect.ConnectLinkId;
import dev.tenon.connect.Landing;
import dev.tenon.server.connect.DonePages.Visit;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.page.Site;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where browsers come back: from a provider, from a provider's second step, and to the page that
/// says how it ended.
final class ReturnRoutes {
  private static final Logger log = LoggerFactory.getLogger(ReturnRoutes.class);

  private static final String CHOSEN = "chosen";

  private final Site site;
  private final Callbacks callbacks;
  private final Endings endings;
  private final LinkDoor door;
  private final Cookies cookies;
  private final DonePages donePages;
  private final RefusalPages refusalPages;

  ReturnRoutes(
      Site site,
      Callbacks callbacks,
      Endings endings,
      LinkDoor door,
      Cookies cookies,
      DonePages donePages,
      RefusalPages refusalPages) {
    this.site = site;
    this.callbacks = callbacks;
    this.endings = endings;
    this.door = door;
    this.cookies = cookies;
    this.donePages = donePages;
    this.refusalPages = refusalPages;
  }

  /// Answers the redirect URI.
  Answer callback(Request request) {
    Landing landing =
        callbacks.receive(
            new CallbackParameters(request::queryParameters), cookies.browser(request));
    return switch (landing) {
      case Landing.Ended it -> {
        remember(it.arrival());
        yield endings.of(request, it.arrival());
      }
      case Landing.Onward it -> Pages.redirect(it.to().toString());
      case Landing.Unlocked it -> cookies.setForm(unlocked(it), it.link().id(), it.unlocked());
    };
  }

  private Answer unlocked(Landing.Unlocked it) {
    String name = URLEncoder.encode(it.integration().value(), StandardCharsets.UTF_8);
    return Pages.redirect(site.path(LinkPaths.page(it.link().id())) + "?unlocked=" + name);
  }

  /// Answers the page that says how it ended.
  Answer done(Request request) {
    Optional<ConnectLink> link =
        LinkPaths.id(request.pathParameter("key"))
            .flatMap(id -> door.open(id, request))
            .flatMap(LinkDoor::link);
    return link.map(it -> done(it, request)).orElseGet(() -> refusalPages.openAgain(request));
  }

  private Answer done(ConnectLink link, Request request) {
    Set<String> missing =
        request.queryParameters("missing").stream()
            .findFirst()
            .map(text -> Set.copyOf(List.of(text.split(" ", -1))))
            .orElse(Set.of());
    return donePages.of(
        request,
        link,
        new Visit(
            request.queryParameters("integration").stream().findFirst(),
            missing,
            cookies.code(request),
            !request.queryParameters(CHOSEN).isEmpty()));
  }

  /// Answers where a provider's second step comes back to. What was chosen there is the provider's
  /// to tell; here it only goes on.
  Answer secondStep(Request request) {
    return cookies
        .secondStep(request)
        .map(ReturnRoutes::donePath)
        .map(path -> Pages.redirect(site.path(path)))
        .orElseGet(() -> refusalPages.openAgain(request));
  }

  private static String donePath(ConnectLinkId link) {
    return LinkPaths.done(link) + "?" + CHOSEN + "=1";
  }

  private static void remember(Arrival arrival) {
    switch (arrival) {
      case Arrival.Connected it ->
          log.atInfo()
              .addKeyValue("link", it.link().id())
              .addKeyValue("connection", it.connection().id())
              .log("a user connected");
      case Arrival.Awaiting it ->
          log.atInfo()
              .addKeyValue("link", it.link().id())
              .log("a user connected; the app must confirm");
      case Arrival.Refused it ->
          log.atInfo()
              .addKeyValue("link", it.refusal().link().map(link -> link.id().value()).orElse("-"))
              .addKeyValue("reason", it.refusal().reason().auditName())
              .log("a user was not connected");
    }
  }
}
