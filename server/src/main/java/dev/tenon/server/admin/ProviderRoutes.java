package dev.tenon.server.admin;

import dev.tenon.access.SessionKey;
import dev.tenon.access.WorkspaceId;
import dev.tenon.entry.Entered;
import dev.tenon.entry.Entries;
import dev.tenon.entry.EntryAnswer;
import dev.tenon.entry.EntryTrip;
import dev.tenon.entry.EntryTrips;
import dev.tenon.entry.EntryTrips.Begun;
import dev.tenon.member.Identity;
import dev.tenon.member.Passkeys;
import dev.tenon.member.Role;
import dev.tenon.server.admin.page.Cookies;
import dev.tenon.server.admin.page.Guard;
import dev.tenon.server.admin.page.Pages;
import dev.tenon.server.admin.page.PlainPage;
import dev.tenon.server.admin.page.Said;
import dev.tenon.server.admin.page.Section;
import dev.tenon.server.admin.page.Visit;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.Route;
import dev.tenon.workspace.Workspace;
import dev.tenon.workspace.Workspaces;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Signing in at the workspace's provider: there, back, and who a member is there.
///
/// Leaving is a link, because browsers do not follow a form to another site (`form-action`), and
/// signs nobody in; it is ours where the browser says whose it is; whoever connects an identity
/// presses a button of ours first, so that no other site has them connect somebody else's.
final class ProviderRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(ProviderRoutes.class);

  private static final String ACCOUNT = Section.ACCOUNT.path();

  private final Guard guard;
  private final Cookies cookies;
  private final Pages pages;
  private final SignInPages signInPages;
  private final Workspaces workspaces;
  private final EntryTrips trips;
  private final Entries entries;
  private final Passkeys passkeys;
  private final RandomGenerator random;

  ProviderRoutes(
      Guard guard,
      Cookies cookies,
      Pages pages,
      SignInPages signInPages,
      ConsoleParts parts,
      RandomGenerator random) {
    this.guard = guard;
    this.cookies = cookies;
    this.pages = pages;
    this.signInPages = signInPages;
    this.workspaces = parts.workspaces();
    this.trips = parts.signIns().trips();
    this.entries = parts.signIns().entries();
    this.passkeys = parts.signIns().passkeys();
    this.random = random;
  }

  List<Route> routes() {
    return List.of(
        Route.of("GET", SignInPages.PATH + "/provider", guard.open(this::leave)),
        Route.of("GET", SignInPages.PATH + "/callback", guard.open(this::back)),
        Route.of("POST", ACCOUNT + "/provider", guard.form(Role.VIEWER, this::connect)),
        Route.of(
            "POST", ACCOUNT + "/provider/disconnect", guard.form(Role.VIEWER, this::disconnect)));
  }

  private Answer leave(Request request) {
    Optional<WorkspaceId> workspace = workspace(request);
    String next = SignInPages.next(request.queryParameters("next"));
    if (!isFromHere(request)) {
      return pages.redirect(SignInPages.path(workspace, next));
    }
    Optional<SessionKey> known = cookies.visit(request);
    SessionKey key = known.orElseGet(() -> SessionKey.random(random));
    Begun begun =
        workspace
            .map(it -> trips.begin(it, Optional.empty(), key.fingerprint(), next, from(request)))
            .orElseGet(() -> new Begun.Not(new Entered.Not(Entered.Reason.NOT_SET_UP)));
    return switch (begun) {
      case Begun.Not it -> refused(it.not());
      case Begun.To(URI address, EntryTrip trip) -> {
        Answer answer = cookies.setTrip(away(address), trip);
        yield known.isPresent() ? answer : cookies.setVisit(answer, key);
      }
    };
  }

  /// A browser says whose link led it here. From another site it sees the sign-in page first, which
  /// says where: nobody else has it signed in at a provider, and so in a workspace, of their
  /// choice.
  private static boolean isFromHere(Request request) {
    return request.header("Sec-Fetch-Site").map("same-origin"::equals).orElse(true);
  }

  private static String from(Request request) {
    return request.remoteAddress().getHostAddress();
  }

  private Optional<WorkspaceId> workspace(Request request) {
    List<Workspace> all = workspaces.all();
    return all.size() == 1
        ? Optional.of(all.getFirst().id())
        : request.queryParameters("workspace").stream().findFirst().flatMap(SignInPages::workspace);
  }

  private Answer back(Request request) {
    Optional<EntryTrip> trip = cookies.trip(request);
    Optional<SessionKey> key =
        trip.flatMap(EntryTrip::connecting).isPresent()
            ? cookies.session(request)
            : cookies.visit(request);
    Entered entered =
        trip.isEmpty() || key.isEmpty()
            ? new Entered.Not(Entered.Reason.NOT_OURS)
            : entries.receive(
                new EntryAnswer(request::queryParameters),
                key.get().fingerprint(),
                trip.get(),
                guard.signed(request),
                from(request));
    Answer answer =
        switch (entered) {
          case Entered.In it -> signInPages.enter(request, it.signedIn(), it.next());
          case Entered.Connected _ -> pages.redirect(ACCOUNT, Said.PROVIDER_CONNECTED);
          case Entered.Not it -> refused(it);
        };
    return cookies.clearTrip(answer);
  }

  private Answer connect(Visit visit) {
    if (!passkeys.isFresh(visit.signed())) {
      return visit.problem(
          403,
          "Please sign in again first",
          "You signed in more than an hour ago. Sign out, sign in and try again, so that a browser"
              + " that was left alone gives nobody a way in.");
    }
    Begun begun =
        trips.begin(
            visit.workspace(),
            Optional.of(visit.member().id()),
            visit.signed().session().key(),
            "",
            from(visit.request()));
    return switch (begun) {
      case Begun.Not it -> refused(it.not());
      case Begun.To(URI address, EntryTrip trip) -> {
        yield cookies.setTrip(
            guard.plain(
                200,
                "One step at your provider",
                "You sign in there, and come back here. From then on that account signs you in.",
                new PlainPage.Step("Go on to " + address.getHost(), address.toString())),
            trip);
      }
    };
  }

  private Answer disconnect(Visit visit) {
    String issuer = visit.form().exact("issuer");
    String subject = visit.form().exact("subject");
    boolean done =
        Identity.isSubject(subject)
            && entries.disconnect(visit.signed(), new Identity(issuer, subject));
    return done
        ? pages.redirect(ACCOUNT, Said.PROVIDER_DISCONNECTED)
        : visit.unknown("connected account");
  }

  private Answer refused(Entered.Not not) {
    LOG.atInfo()
        .addKeyValue("reason", not.reason())
        .addKeyValue("detail", not.detail())
        .log("nobody was signed in at a provider");
    ProviderRefusal refusal = ProviderRefusal.of(not.reason());
    return guard.plain(
        refusal.status(),
        refusal.heading(),
        refusal.text(),
        new PlainPage.Step("Back to the sign-in", pages.site().path(SignInPages.PATH)));
  }

  private static Answer away(URI address) {
    return new Answer(
        303,
        List.of(
            new Answer.Header("Location", address.toString()),
            new Answer.Header("Cache-Control", "no-store"),
            new Answer.Header("Referrer-Policy", "no-referrer")),
        new byte[0]);
  }
}
