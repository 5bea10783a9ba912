package dev.tenon.server.admin;

import dev.tenon.access.Passphrase;
import dev.tenon.access.SessionKey;
import dev.tenon.access.WorkspaceId;
import dev.tenon.member.EmailAddress;
import dev.tenon.member.Members;
import dev.tenon.member.Role;
import dev.tenon.member.SignIn;
import dev.tenon.member.SignIn.Attempt;
import dev.tenon.member.SignedIn;
import dev.tenon.server.admin.page.Cookies;
import dev.tenon.server.admin.page.Form;
import dev.tenon.server.admin.page.Guard;
import dev.tenon.server.admin.page.Pages;
import dev.tenon.server.admin.page.Said;
import dev.tenon.server.admin.page.Visit;
import dev.tenon.server.admin.page.Words;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.Route;
import dev.tenon.workspace.Workspaces;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// Signing in by passphrase, and out.
final class SignInRoutes {
  private static final String PATH = "/console/sign-in";

  /// Somewhere within the console: never another site's address.
  private static final Pattern NEXT =
      Pattern.compile("/console(/[A-Za-z0-9_.~%-]+)*(\\?[A-Za-z0-9_.~%&=+-]*)?");

  private static final String WRONG =
      "E-mail address or passphrase are wrong. If you have lost yours, ask an admin of your workspace"
          + " for a sign-in link.";

  private final Guard guard;
  private final Cookies cookies;
  private final Pages pages;
  private final SignIn signIn;
  private final Members members;
  private final Workspaces workspaces;
  private final RandomGenerator random;

  SignInRoutes(
      Guard guard, Cookies cookies, Pages pages, ConsoleParts parts, RandomGenerator random) {
    this.guard = guard;
    this.cookies = cookies;
    this.pages = pages;
    this.signIn = parts.signIn();
    this.members = parts.members();
    this.workspaces = parts.workspaces();
    this.random = random;
  }

  List<Route> routes() {
    return List.of(
        Route.of("GET", PATH, guard.open(this::show)),
        Route.of("POST", PATH, guard.open(this::press)),
        Route.of("POST", "/console/sign-out", guard.form(Role.VIEWER, this::signOut)));
  }

  private Answer show(Request request) {
    String next = next(request.queryParameters("next"));
    if (guard.signed(request).isPresent()) {
      return pages.redirect(next.isEmpty() ? "/console" : next);
    }
    Optional<String> said =
        request.queryParameters("said").stream().findFirst().flatMap(Said::parse).map(Said::text);
    return page(request, 200, new Typed(next, "", ""), Optional.empty(), said);
  }

  private Answer press(Request request) {
    Form form = Form.of(request);
    Typed typed = new Typed(next(form.all("next")), form.text("email"), form.text("workspace"));
    if (!guard.isOurForm(request)) {
      return page(
          request,
          403,
          typed,
          Optional.of("This page was open for too long, or cookies are off. Please try again."),
          Optional.empty());
    }
    Optional<EmailAddress> email = EmailAddress.parse(typed.email());
    Optional<Passphrase> passphrase = Passphrase.typed(form.exact("passphrase"));
    Optional<WorkspaceId> workspace = workspace(typed.workspace());
    boolean complete = email.isPresent() && passphrase.isPresent();
    if (!complete || (workspace.isEmpty() && !typed.workspace().isEmpty())) {
      return wrong(request, typed, WRONG);
    }
    Attempt attempt =
        signIn.attempt(
            email.get(), passphrase.get(), workspace, request.remoteAddress().getHostAddress());
    return switch (attempt) {
      case Attempt.Done(SignedIn signedIn) -> enter(request, signedIn, typed.next());
      case Attempt.Wrong _ -> wrong(request, typed, WRONG);
      case Attempt.TooMany it ->
          page(
                  request,
                  429,
                  typed,
                  Optional.of(
                      "There were too many wrong attempts. Try again in %s."
                          .formatted(Words.length(it.left()))),
                  Optional.empty())
              .with("Retry-After", Long.toString(it.left().toSeconds() + 1));
    };
  }

  /// A browser that signs in has another key than before, and what it had opens nothing any more.
  private Answer enter(Request request, SignedIn signedIn, String next) {
    guard.signed(request).ifPresent(signIn::end);
    return cookies.setSession(pages.redirect(next.isEmpty() ? "/console" : next), signedIn.key());
  }

  private Answer signOut(Visit visit) {
    signIn.end(visit.signed());
    return cookies.clearSession(pages.redirect(PATH, Said.SIGNED_OUT));
  }

  private Answer wrong(Request request, Typed typed, String problem) {
    return page(request, 422, typed, Optional.of(problem), Optional.empty());
  }

  private Answer page(
      Request request, int status, Typed typed, Optional<String> problem, Optional<String> said) {
    Optional<SessionKey> known = cookies.visit(request);
    SessionKey key = known.orElseGet(() -> SessionKey.random(random));
    Optional<String> workspace =
        workspaces.all().size() > 1 ? Optional.of(typed.workspace()) : Optional.empty();
    SignInPage page =
        new SignInPage(
            pages.head("Sign in"),
            pages.site().path(PATH),
            key.formToken(),
            typed.next(),
            typed.email(),
            workspace,
            problem,
            said,
            workspace.isEmpty() && members.list(WorkspaceId.FIRST).isEmpty());
    Answer answer =
        Pages.html(status, output -> JtesignInGenerated.render(output, Pages.none(), page));
    return known.isPresent() ? answer : cookies.setVisit(answer, key);
  }

  private static Optional<WorkspaceId> workspace(String text) {
    return text.matches("ws_[0-9A-Za-z]{1,64}")
        ? Optional.of(new WorkspaceId(text))
        : Optional.empty();
  }

  private static String next(List<String> values) {
    return values.stream().findFirst().filter(SignInRoutes::isWithin).orElse("");
  }

  /// Browsers take `%2e` in a path for a dot, and two dots for a way up.
  private static boolean isWithin(String path) {
    return NEXT.matcher(path).matches()
        && !path.contains("/.")
        && !path.toLowerCase(Locale.ROOT).contains("%2e");
  }

  private record Typed(String next, String email, String workspace) {}
}
