package dev.tenon.server.connect;

import dev.tenon.connect.BrowserKey;
import dev.tenon.connect.ConnectCode;
import dev.tenon.connect.ConnectLinkId;
import dev.tenon.connect.LinkSecret;
import dev.tenon.oauth.State;
import dev.tenon.secret.Secret;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Request;
import dev.tenon.server.http.page.Site;
import dev.tenon.workspace.Language;
import java.time.Duration;
import java.util.Optional;

/// The cookies of the connect pages. Scripts cannot read them, other sites cannot make browsers
/// post with them, and each goes no further than it must.
///
/// One tells browsers apart and nothing else. The others hold, for one link, what must not stand in
/// an address: the link's secret, a code to confirm, a form that was unlocked.
final class Cookies {
  private static final Duration LINK_LIFE = Duration.ofHours(2);
  private static final Duration PAGE_LIFE = Duration.ofDays(1);
  private static final Duration CODE_LIFE = Duration.ofMinutes(10);
  private static final Duration FORM_LIFE = Duration.ofMinutes(30);
  private static final Duration LANGUAGE_LIFE = Duration.ofDays(365);
  private static final Duration SECOND_STEP_LIFE = Duration.ofHours(1);

  private final Site site;

  Cookies(Site site) {
    this.site = site;
  }

  /// Which browser it is.
  Optional<BrowserKey> browser(Request request) {
    return request.cookie(browserName()).flatMap(BrowserKey::parse);
  }

  /// Has the browser remember which one it is until it is closed.
  Answer setBrowser(Answer answer, BrowserKey key) {
    return answer.with(
        "Set-Cookie", browserName() + "=" + key.cookieValue() + "; Path=/" + attributes());
  }

  /// The secret of the link whose page is asked for.
  Optional<LinkSecret> link(Request request) {
    return request.cookie(linkName(request.pathParameter("key"))).flatMap(LinkSecret::parse);
  }

  /// Has the browser remember the link's secret, under a name of that link's own. Its path is above
  /// the address at which it is set: some HTTP clients drop a cookie whose path is beside it.
  Answer setLink(Answer answer, ConnectLinkId link, LinkSecret secret) {
    return set(answer, "link-" + link, secret.cookieValue(), "/connect", LINK_LIFE);
  }

  /// The secret of the link whose app's page is asked for.
  Optional<LinkSecret> page(Request request) {
    return request.cookie(name("page-" + request.pathParameter("key"))).flatMap(LinkSecret::parse);
  }

  /// Has the browser remember the secret of the link whose app's page it opened.
  Answer setPage(Answer answer, ConnectLinkId link, LinkSecret secret) {
    return set(answer, "page-" + link, secret.cookieValue(), "/apps", PAGE_LIFE);
  }

  /// The code that waits for its confirmation.
  Optional<ConnectCode> code(Request request) {
    return request.cookie(name("code")).flatMap(ConnectCode::parse);
  }

  /// Has the browser remember the code while it can be confirmed.
  Answer setCode(Answer answer, ConnectLinkId link, ConnectCode code) {
    return set(answer, "code", code.shown(), LinkPaths.done(link), CODE_LIFE);
  }

  /// The language that this browser's user chose.
  Optional<Language> language(Request request) {
    return request.cookie(name("language")).flatMap(Language::parse);
  }

  /// Has the browser remember the language that was chosen.
  Answer setLanguage(Answer answer, Language language) {
    return set(answer, "language", language.tag(), "/", LANGUAGE_LIFE);
  }

  /// The form that was unlocked for this browser.
  Optional<State> form(Request request) {
    return request
        .cookie(name("form"))
        .filter(text -> !text.isEmpty())
        .map(text -> new State(Secret.of(text)));
  }

  /// Has the browser remember the form that was unlocked.
  Answer setForm(Answer answer, ConnectLinkId link, State state) {
    return set(answer, "form", state.parameter(), LinkPaths.page(link), FORM_LIFE);
  }

  /// The link whose user went to a provider's second step.
  Optional<ConnectLinkId> secondStep(Request request) {
    return request.cookie(name("second-step")).flatMap(LinkPaths::id);
  }

  /// Has the browser remember from which link it goes to a provider's second step.
  Answer setSecondStep(Answer answer, ConnectLinkId link) {
    return set(answer, "second-step", link.value(), "/connect/second-step", SECOND_STEP_LIFE);
  }

  private Answer set(Answer answer, String name, String value, String path, Duration life) {
    return answer.with(
        "Set-Cookie",
        name(name)
            + "="
            + value
            + "; Path="
            + site.path(path)
            + "; Max-Age="
            + life.toSeconds()
            + attributes());
  }

  private String linkName(String link) {
    return name("link-" + link);
  }

  private String browserName() {
    return (site.isHttps() ? "__Host-" : "") + "tenon-browser";
  }

  private String name(String name) {
    return (site.isHttps() ? "__Secure-" : "") + "tenon-" + name;
  }

  private String attributes() {
    return "; HttpOnly; SameSite=Lax" + (site.isHttps() ? "; Secure" : "");
  }
}
