package dev.tenon.server.admin;

import dev.tenon.access.SessionKey;
import dev.tenon.access.WorkspaceId;
import dev.tenon.entry.MemberProviders;
import dev.tenon.member.Members;
import dev.tenon.member.Passkeys;
import dev.tenon.member.SignIn;
import dev.tenon.member.SignedIn;
import dev.tenon.server.admin.page.Cookies;
import dev.tenon.server.admin.page.Guard;
import dev.tenon.server.admin.page.Pages;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Request;
import dev.tenon.workspace.Workspace;
import dev.tenon.workspace.Workspaces;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// Writes the page where members sign in, and lets them in, whichever way they came.
final class SignInPages {
  static final String PATH = "/console/sign-in";

  /// Somewhere within the console: never another site's address.
  private static final Pattern NEXT =
      Pattern.compile("/console(/[A-Za-z0-9_.~%-]+)*(\\?[A-Za-z0-9_.~%&=+-]*)?");

  private final Guard guard;
  private final Cookies cookies;
  private final Pages pages;
  private final SignIn signIn;
  private final Members members;
  private final Workspaces workspaces;
  private final Passkeys passkeys;
  private final MemberProviders providers;
  private final RandomGenerator random;

  SignInPages(
      Guard guard, Cookies cookies, Pages pages, ConsoleParts parts, RandomGenerator random) {
    this.guard = guard;
    this.cookies = cookies;
    this.pages = pages;
    this.signIn = parts.signIn();
    this.members = parts.members();
    this.workspaces = parts.workspaces();
    this.passkeys = parts.signIns().passkeys();
    this.providers = parts.signIns().providers();
    this.random = random;
  }

  /// What was typed into the form, or came with the address.
  ///
  /// @param next where to go afterwards; may be empty
  record Typed(String next, String email, String workspace) {
    static Typed nothing() {
      return new Typed("", "", "");
    }
  }

  /// The page, with why it did not work.
  Answer refused(Request request, int status, Typed typed, String problem) {
    return page(request, status, typed, Optional.of(problem), Optional.empty());
  }

  /// The page.
  Answer page(
      Request request, int status, Typed typed, Optional<String> problem, Optional<String> said) {
    Optional<SessionKey> known = cookies.visit(request);
    SessionKey key = known.orElseGet(() -> SessionKey.random(random));
    List<Workspace> all = workspaces.all();
    boolean several = all.size() > 1;
    Optional<WorkspaceId> workspace =
        several ? workspace(typed.workspace()) : all.stream().findFirst().map(Workspace::id);
    Optional<String> provider =
        workspace.flatMap(providers::find).map(it -> providerPath(it.workspace(), typed.next()));
    SignInPage page =
        new SignInPage(
            pages.head("Sign in"),
            pages.site().path(PATH),
            key.formToken(),
            typed.next(),
            typed.email(),
            several ? Optional.of(typed.workspace()) : Optional.empty(),
            passkeys.site().map(site -> ask(key, site)),
            provider,
            several && provider.isEmpty() && providers.any(),
            problem,
            said,
            !several && members.list(WorkspaceId.FIRST).isEmpty());
    Answer answer =
        Pages.html(status, output -> JtesignInGenerated.render(output, Pages.none(), page));
    return known.isPresent() ? answer : cookies.setVisit(answer, key);
  }

  private PasskeyAsk ask(SessionKey key, String site) {
    return new PasskeyAsk(
        pages.site().path(PATH + "/passkey"),
        passkeys.challenge(key.fingerprint()).value(),
        site,
        pages.passkeyScript());
  }

  /// The path of the page.
  static String path(Optional<WorkspaceId> workspace, String next) {
    List<String> query = new ArrayList<>();
    workspace.ifPresent(it -> query.add("workspace=" + it));
    if (!next.isEmpty()) {
      query.add("next=" + URLEncoder.encode(next, StandardCharsets.UTF_8));
    }
    return query.isEmpty() ? PATH : PATH + "?" + String.join("&", query);
  }

  private String providerPath(WorkspaceId workspace, String next) {
    return pages.site().path(PATH + "/provider")
        + "?workspace="
        + workspace.value()
        + (next.isEmpty() ? "" : "&next=" + URLEncoder.encode(next, StandardCharsets.UTF_8));
  }

  /// A browser that signs in has another key than before, and what it had opens nothing any more.
  Answer enter(Request request, SignedIn signedIn, String next) {
    guard.signed(request).ifPresent(signIn::end);
    return cookies.setSession(pages.redirect(next.isEmpty() ? "/console" : next), signedIn.key());
  }

  static Optional<WorkspaceId> workspace(String text) {
    return text.matches("ws_[0-9A-Za-z]{1,64}")
        ? Optional.of(new WorkspaceId(text))
        : Optional.empty();
  }

  /// Where to go afterwards, where that is within the console; else empty text.
  static String next(List<String> values) {
    return values.stream().findFirst().filter(SignInPages::isWithin).orElse("");
  }

  /// Browsers take `%2e` in a path for a dot, and two dots for a way up.
  private static boolean isWithin(String path) {
    return NEXT.matcher(path).matches()
        && !path.contains("/.")
        && !path.toLowerCase(Locale.ROOT).contains("%2e");
  }
}
