package dev.tenon.server.admin;

import dev.tenon.access.SessionKey;
import dev.tenon.access.SignInKey;
import dev.tenon.member.MemberSession;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.page.Site;
import java.time.Duration;
import java.util.Optional;

/// The console's cookies: scripts cannot read them, other sites cannot make browsers post with
/// them, and over https no other host can set them (`__Host-`).
final class Cookies {
  private static final Duration LINK_LIFE = Duration.ofMinutes(30);

  private final Site site;

  Cookies(Site site) {
    this.site = site;
  }

  /// The key of the session, whatever it is worth.
  Optional<SessionKey> session(Request request) {
    return request.cookie(name("session")).flatMap(SessionKey::parse);
  }

  Answer setSession(Answer answer, SessionKey key) {
    return set(answer, "session", key.cookieValue(), MemberSession.LIFE);
  }

  Answer clearSession(Answer answer) {
    return set(answer, "session", "", Duration.ZERO);
  }

  /// The key of a browser that is not signed in, for its forms.
  Optional<SessionKey> visit(Request request) {
    return request.cookie(name("visit")).flatMap(SessionKey::parse);
  }

  Answer setVisit(Answer answer, SessionKey key) {
    return set(answer, "visit", key.cookieValue(), Duration.ofHours(4));
  }

  /// The key of the one-time link that the browser has opened.
  Optional<SignInKey> link(Request request) {
    return request.cookie(name("sign-in-link")).flatMap(SignInKey::parse);
  }

  Answer setLink(Answer answer, SignInKey key) {
    return set(answer, "sign-in-link", key.cookieValue(), LINK_LIFE);
  }

  Answer clearLink(Answer answer) {
    return set(answer, "sign-in-link", "", Duration.ZERO);
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
