package dev.tenon.server.admin.page;

import dev.tenon.access.SessionKey;
import dev.tenon.access.SignInKey;
import dev.tenon.entry.EntryTrip;
import dev.tenon.member.MemberSession;
import dev.tenon.member.Tickets;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.page.Site;
import java.time.Duration;
import java.util.Optional;

/// The console's cookies: scripts cannot read them, other sites cannot make browsers post with
/// them, and over https no other host can set them (`__Host-`).
public final class Cookies {
  private static final Duration LINK_LIFE = Duration.ofMinutes(30);

  private final Site site;

  /// For browsers that reach the hub at that site.
  public Cookies(Site site) {
    this.site = site;
  }

  /// The key of the session, whatever it is worth.
  public Optional<SessionKey> session(Request request) {
    return request.cookie(name("session")).flatMap(SessionKey::parse);
  }

  /// Signs the browser in.
  public Answer setSession(Answer answer, SessionKey key) {
    return set(answer, "session", key.cookieValue(), MemberSession.LIFE);
  }

  /// Signs the browser out.
  public Answer clearSession(Answer answer) {
    return set(answer, "session", "", Duration.ZERO);
  }

  /// The key of a browser that is not signed in, for its forms.
  public Optional<SessionKey> visit(Request request) {
    return request.cookie(name("visit")).flatMap(SessionKey::parse);
  }

  /// Gives a browser that is not signed in its key.
  public Answer setVisit(Answer answer, SessionKey key) {
    return set(answer, "visit", key.cookieValue(), Duration.ofHours(4));
  }

  /// The key of the one-time link that the browser has opened.
  public Optional<SignInKey> link(Request request) {
    return request.cookie(name("sign-in-link")).flatMap(SignInKey::parse);
  }

  /// Keeps the link that was opened.
  public Answer setLink(Answer answer, SignInKey key) {
    return set(answer, "sign-in-link", key.cookieValue(), LINK_LIFE);
  }

  /// Forgets the link.
  public Answer clearLink(Answer answer) {
    return set(answer, "sign-in-link", "", Duration.ZERO);
  }

  /// The trip to a provider that the browser is on.
  public Optional<EntryTrip> trip(Request request) {
    return request.cookie(name("trip")).flatMap(EntryTrip::parse);
  }

  /// Puts the browser on a trip.
  public Answer setTrip(Answer answer, EntryTrip trip) {
    return set(answer, "trip", trip.text(), Tickets.LIFE);
  }

  /// Takes the trip away.
  public Answer clearTrip(Answer answer) {
    return set(answer, "trip", "", Duration.ZERO);
  }

  private Answer set(Answer answer, String name, String value, Duration life) {
    return answer.with(
        "Set-Cookie",
        name(name)
            + "="
            + value
            + "; Path=/; Max-Age="
            + life.toSeconds()
            + "; HttpOnly; SameSite=Lax"
            + (site.isHttps() ? "; Secure" : ""));
  }

  private String name(String name) {
    return (site.isHttps() ? "__Host-" : "") + "tenon-console-" + name;
  }
}
