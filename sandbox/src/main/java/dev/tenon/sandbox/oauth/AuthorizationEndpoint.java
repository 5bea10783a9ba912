package dev.tenon.sandbox.oauth;

import dev.tenon.sandbox.http.Form;
import dev.tenon.sandbox.http.Reply;
import dev.tenon.sandbox.http.Request;
import dev.tenon.sandbox.oauth.AuthorizationRequest.Asked;
import dev.tenon.sandbox.oauth.AuthorizationRequest.Hopeless;
import dev.tenon.sandbox.oauth.AuthorizationRequest.Wrong;
import dev.tenon.sandbox.people.People;
import dev.tenon.sandbox.people.Person;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

/// The authorization endpoint (RFC 6749 §3.1). A GET shows the consent page; the page's form posts
/// the decision to the same address, which holds the whole request, so nothing is kept between the
/// two and any HTTP client can stand in for the browser.
final class AuthorizationEndpoint {
  private final Dialect dialect;
  private final Issuer issuer;
  private final AuthorizationReader reader;
  private final Grants grants;
  private final SignIns signIns;
  private final Clock clock;
  private final Supplier<String> ids;

  AuthorizationEndpoint(
      Dialect dialect,
      Issuer issuer,
      Clients clients,
      Grants grants,
      SignIns signIns,
      Clock clock,
      Supplier<String> ids) {
    this.dialect = dialect;
    this.issuer = issuer;
    this.reader = new AuthorizationReader(dialect, clients);
    this.grants = grants;
    this.signIns = signIns;
    this.clock = clock;
    this.ids = ids;
  }

  /// The consent page, or with `prompt=none` the answer at once.
  Reply show(Request request) {
    return switch (reader.read(request.query())) {
      case Hopeless(String why) -> ConsentPage.hopeless(dialect, why);
      case Wrong(String redirectUri, Form answer) -> sendBack(redirectUri, answer);
      case Asked(AuthorizationRequest asked) ->
          asked.prompts().contains("none") ? silently(asked, request) : page(asked, request);
    };
  }

  /// What the person decided.
  Reply decide(Request request) {
    return switch (reader.read(request.query())) {
      case Hopeless(String why) -> ConsentPage.hopeless(dialect, why);
      case Wrong(String redirectUri, Form answer) -> sendBack(redirectUri, answer);
      case Asked(AuthorizationRequest asked) -> decide(asked, request);
    };
  }

  private Reply decide(AuthorizationRequest asked, Request request) {
    Form form = request.form();
    Optional<Person> person = form.first("user").flatMap(People::byKey);
    String decision = form.first("decision").orElse("");
    if (decision.equals("deny")) {
      return error(asked, "access_denied", "the user said no");
    }
    if (person.isEmpty() || !decision.equals("allow")) {
      return ConsentPage.hopeless(
          dialect, "The form needs user (such as ada) and decision (allow or deny).");
    }
    signIns.consented(person.get(), asked);
    return allow(asked, person.get()).with("Set-Cookie", signIns.cookie(person.get()));
  }

  private Reply page(AuthorizationRequest asked, Request request) {
    return ConsentPage.show(dialect, asked, issuer.local(request), signIns.who(request));
  }

  private Reply silently(AuthorizationRequest asked, Request request) {
    if (asked.prompts().size() > 1) {
      return error(asked, "invalid_request", "prompt=none allows no other prompt");
    }
    Optional<Person> person = signIns.who(request);
    if (person.isEmpty()) {
      return error(asked, "login_required", "nobody is signed in");
    }
    return signIns.hasConsented(person.get(), asked)
        ? allow(asked, person.get())
        : error(asked, "consent_required", "the user has not consented to this");
  }

  private Reply.Answer allow(AuthorizationRequest asked, Person person) {
    String code = ids.get();
    grants.issue(
        code,
        new Consent(
            asked.client().id(),
            asked.redirectUri(),
            person,
            asked.scopes(),
            asked.nonce(),
            asked.challenge(),
            clock.instant()));
    return sendBack(asked.redirectUri(), withState(Form.empty().with("code", code), asked));
  }

  private Reply error(AuthorizationRequest asked, String error, String description) {
    Form answer = Form.empty().with("error", error).with("error_description", description);
    return sendBack(asked.redirectUri(), withState(answer, asked));
  }

  private static Form withState(Form answer, AuthorizationRequest asked) {
    return asked.state().map(state -> answer.with("state", state)).orElse(answer);
  }

  private Reply.Answer sendBack(String redirectUri, Form answer) {
    Form whole = dialect.namesIssuer() ? answer.with("iss", issuer.toString()) : answer;
    String joint = redirectUri.contains("?") ? "&" : "?";
    return Reply.redirect(redirectUri + joint + whole.encode()).with("Cache-Control", "no-store");
  }
}
