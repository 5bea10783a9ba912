package dev.tenon.server.admin.page;

import dev.tenon.access.SessionKey;
import dev.tenon.member.MemberStore.Signed;
import dev.tenon.member.Role;
import dev.tenon.member.SignIn;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Endpoint;
import dev.tenon.server.http.ProblemException;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.page.Site;
import dev.tenon.workspace.StoreUnavailableException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets through whoever is signed in and has the role, and only forms that our own page sent in
/// that browser.
public final class Guard {
  private static final Logger LOG = LoggerFactory.getLogger(Guard.class);

  private final SignIn signIn;
  private final Cookies cookies;
  private final Pages pages;
  private final Frames frames;
  private final Site site;
  private final Clock clock;

  /// Lets through those whom `signIn` knows by their cookie.
  public Guard(SignIn signIn, Cookies cookies, Pages pages, Frames frames, Clock clock) {
    this.signIn = signIn;
    this.cookies = cookies;
    this.pages = pages;
    this.frames = frames;
    this.site = pages.site();
    this.clock = clock;
  }

  /// Answers a visit.
  @FunctionalInterface
  public interface VisitEndpoint {
    /// The answer to it.
    Answer answer(Visit visit);
  }

  /// A page for members with at least that role.
  public Endpoint page(Role least, VisitEndpoint endpoint) {
    return request -> guarded(() -> answer(request, least, false, endpoint));
  }

  /// A form for members with at least that role.
  public Endpoint form(Role least, VisitEndpoint endpoint) {
    return request -> guarded(() -> answer(request, least, true, endpoint));
  }

  /// A page for anybody.
  public Endpoint open(Endpoint endpoint) {
    return request -> guarded(() -> endpoint.answer(request));
  }

  /// Who is signed in in this browser.
  public Optional<Signed> signed(Request request) {
    return cookies.session(request).flatMap(signIn::signed);
  }

  /// Whether a form of a browser that is not signed in was sent by our page in it.
  public boolean isOurForm(Request request) {
    return cookies.visit(request).filter(key -> isOurs(request, key)).isPresent();
  }

  private Answer answer(Request request, Role least, boolean form, VisitEndpoint endpoint) {
    Optional<SessionKey> key = cookies.session(request);
    Optional<Signed> signed = key.flatMap(signIn::signed);
    if (signed.isEmpty()) {
      return toSignIn(request, form);
    }
    String token = key.orElseThrow().formToken();
    Visit visit = new Visit(request, signed.get(), token, clock.instant(), frames);
    if (form && !isOurs(request, key.orElseThrow())) {
      return visit.problem(
          403,
          "That did not come from this page",
          "The button was not pressed on our page in this browser, or the page was open for too"
              + " long. Nothing was done. Go back, reload the page and try again.");
    }
    if (!visit.may(least)) {
      return visit.problem(
          403,
          "Your role does not allow this",
          "You are a %s here, and this is for %ss. An admin of the workspace can change your role."
              .formatted(visit.member().role().apiName(), least.apiName()));
    }
    return endpoint.answer(visit);
  }

  /// Browsers say where a form comes from. Those that do not say so still need the token.
  private boolean isOurs(Request request, SessionKey key) {
    boolean fromHere =
        request
            .header("Sec-Fetch-Site")
            .map("same-origin"::equals)
            .orElseGet(() -> request.header("Origin").map(site.origin()::equals).orElse(true));
    List<String> tokens = Form.of(request).all(Form.TOKEN);
    return fromHere && tokens.size() == 1 && key.isFormToken(tokens.getFirst());
  }

  private Answer toSignIn(Request request, boolean form) {
    String path = "/console/sign-in";
    if (!form && !request.path().equals("/console")) {
      String query = request.rawQuery().isEmpty() ? "" : "?" + request.rawQuery();
      path += "?next=" + URLEncoder.encode(request.path() + query, StandardCharsets.UTF_8);
    }
    Answer answer = pages.redirect(path);
    // A part of a page that a script asked for cannot be replaced by a whole one.
    return request.header("HX-Request").isPresent()
        ? Answer.empty(204).with("HX-Redirect", site.path(path))
        : answer;
  }

  private Answer guarded(Supplier<Answer> work) {
    try {
      return work.get();
    } catch (ProblemException e) {
      return plain(e.problem().status(), e.problem().title(), e.problem().detail());
    } catch (StoreUnavailableException e) {
      LOG.atWarn().setCause(e).log("the store is unavailable");
      return plain(
          503,
          "The hub’s database is not available",
          "Nothing is lost, and you need do nothing: reload the page in a moment. If this lasts, the"
              + " operator must look at the database.");
    }
  }

  /// A page for whoever cannot be shown more.
  public Answer plain(int status, String heading, String text) {
    return plain(
        status, heading, text, new PlainPage.Step("To the console", site.path("/console")));
  }

  /// A page for whoever is not signed in, with another way on.
  public Answer plain(int status, String heading, String text, PlainPage.Step step) {
    PlainPage page = new PlainPage(pages.head(heading), heading, text, Optional.of(step));
    return Pages.html(status, output -> JteplainGenerated.render(output, Pages.none(), page));
  }
}
