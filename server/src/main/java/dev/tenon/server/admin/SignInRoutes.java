package dev.tenon.server.admin;

import dev.tenon.access.Passphrase;
import dev.tenon.access.SessionKey;
import dev.tenon.access.WorkspaceId;
import dev.tenon.member.EmailAddress;
import dev.tenon.member.Passkeys;
import dev.tenon.member.Role;
import dev.tenon.member.SignIn;
import dev.tenon.member.SignIn.Attempt;
import dev.tenon.member.SignedIn;
import dev.tenon.member.Ticket;
import dev.tenon.server.admin.SignInPages.Typed;
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
import java.util.List;
import java.util.Optional;

/// Signing in by passphrase or passkey, and out.
final class SignInRoutes {
  private static final String PATH = SignInPages.PATH;

  private static final String WRONG =
      "E-mail address or passphrase are wrong. If you have lost yours, ask an admin of your workspace"
          + " for a sign-in link.";

  private static final String OPEN_TOO_LONG =
      "This page was open for too long, or cookies are off. Please try again.";

  private final Guard guard;
  private final Cookies cookies;
  private final Pages pages;
  private final SignInPages signInPages;
  private final SignIn signIn;
  private final Passkeys passkeys;

  SignInRoutes(
      Guard guard, Cookies cookies, Pages pages, SignInPages signInPages, ConsoleParts parts) {
    this.guard = guard;
    this.cookies = cookies;
    this.pages = pages;
    this.signInPages = signInPages;
    this.signIn = parts.signIn();
    this.passkeys = parts.signIns().passkeys();
  }

  List<Route> routes() {
    return List.of(
        Route.of("GET", PATH, guard.open(this::show)),
        Route.of("POST", PATH, guard.open(this::press)),
        Route.of("POST", PATH + "/passkey", guard.open(this::byPasskey)),
        Route.of("POST", "/console/sign-out", guard.form(Role.VIEWER, this::signOut)));
  }

  private Answer show(Request request) {
    String next = SignInPages.next(request.queryParameters("next"));
    if (guard.signed(request).isPresent()) {
      return pages.redirect(next.isEmpty() ? "/console" : next);
    }
    Optional<String> said =
        request.queryParameters("said").stream().findFirst().flatMap(Said::parse).map(Said::text);
    String workspace = request.queryParameters("workspace").stream().findFirst().orElse("");
    Typed typed = new Typed(next, "", SignInPages.workspace(workspace).isEmpty() ? "" : workspace);
    return signInPages.page(request, 200, typed, Optional.empty(), said);
  }

  private Answer press(Request request) {
    Form form = Form.of(request);
    Typed typed =
        new Typed(SignInPages.next(form.all("next")), form.text("email"), form.text("workspace"));
    if (!guard.isOurForm(request)) {
      return signInPages.refused(request, 403, typed, OPEN_TOO_LONG);
    }
    Optional<EmailAddress> email = EmailAddress.parse(typed.email());
    Optional<Passphrase> passphrase = Passphrase.typed(form.exact("passphrase"));
    Optional<WorkspaceId> workspace = SignInPages.workspace(typed.workspace());
    boolean complete = email.isPresent() && passphrase.isPresent();
    if (!complete || (workspace.isEmpty() && !typed.workspace().isEmpty())) {
      return signInPages.refused(request, 422, typed, WRONG);
    }
    Attempt attempt =
        signIn.attempt(
            email.get(), passphrase.get(), workspace, request.remoteAddress().getHostAddress());
    return switch (attempt) {
      case Attempt.Done(SignedIn signedIn) -> signInPages.enter(request, signedIn, typed.next());
      case Attempt.Wrong _ -> signInPages.refused(request, 422, typed, WRONG);
      case Attempt.TooMany it ->
          signInPages
              .refused(
                  request,
                  429,
                  typed,
                  "There were too many wrong attempts. Try again in %s."
                      .formatted(Words.length(it.left())))
              .with("Retry-After", Long.toString(it.left().toSeconds() + 1));
    };
  }

  private Answer byPasskey(Request request) {
    Form form = Form.of(request);
    Typed typed = new Typed(SignInPages.next(form.all("next")), "", "");
    Optional<SessionKey> visit = cookies.visit(request);
    if (visit.isEmpty() || !guard.isOurForm(request)) {
      return signInPages.refused(request, 403, typed, OPEN_TOO_LONG);
    }
    return Ticket.parse(form.exact("challenge"))
        .flatMap(it -> passkeys.signIn(visit.get().fingerprint(), it, form.exact("answer")))
        .map(signedIn -> signInPages.enter(request, signedIn, typed.next()))
        .orElseGet(
            () ->
                signInPages.refused(
                    request,
                    422,
                    typed,
                    "That passkey does not sign in here: it was removed, or this page was open for"
                        + " too long. Please try again, or sign in another way."));
  }

  private Answer signOut(Visit visit) {
    signIn.end(visit.signed());
    return cookies.clearSession(pages.redirect(PATH, Said.SIGNED_OUT));
  }
}
