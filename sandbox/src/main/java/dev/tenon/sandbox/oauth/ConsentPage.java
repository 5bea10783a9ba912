package dev.tenon.sandbox.oauth;

import dev.tenon.sandbox.http.Html;
import dev.tenon.sandbox.http.Reply;
import dev.tenon.sandbox.people.People;
import dev.tenon.sandbox.people.Person;
import java.util.Optional;
import java.util.stream.Collectors;

/// The page where a person says who they are and allows or denies. Works without script.
final class ConsentPage {
  private ConsentPage() {}

  static Reply show(
      Dialect dialect, AuthorizationRequest asked, String action, Optional<Person> signedIn) {
    String main =
        """
        <h1>%s</h1>
        <p><strong>%s</strong> asks to act for you.</p>
        <h2>It wants to use</h2>
        <ul class="scopes">
        %s</ul>
        <form method="post" action="%s">
        <fieldset>
        <legend>Sign in as</legend>
        %s</fieldset>
        <div class="actions">
        <button type="submit" name="decision" value="allow" class="primary">Allow</button>
        <button type="submit" name="decision" value="deny">Deny</button>
        </div>
        </form>
        <p class="note">You will be sent back to %s</p>
        """
            .formatted(
                Html.escape(dialect.title()),
                Html.escape(asked.client().name()),
                scopes(asked),
                Html.escape(action),
                people(signedIn.orElse(People.ADA)),
                Html.escape(asked.redirectUri()));
    return Reply.html(200, Html.page(dialect.provider(), dialect.title() + ": sign in", main));
  }

  static Reply hopeless(Dialect dialect, String why) {
    String main =
        """
        <h1>%s cannot go on</h1>
        <p role="alert">%s</p>
        """
            .formatted(Html.escape(dialect.title()), Html.escape(why));
    return Reply.html(400, Html.page(dialect.provider(), dialect.title() + ": error", main));
  }

  static Reply.Answer signedOut(Dialect dialect) {
    String main = "<h1>Signed out</h1>\n<p>of " + Html.escape(dialect.title()) + ".</p>\n";
    return Reply.html(200, Html.page(dialect.provider(), "Signed out", main));
  }

  private static String scopes(AuthorizationRequest asked) {
    return asked.scopes().stream()
        .map(scope -> "<li><code>" + Html.escape(scope) + "</code></li>\n")
        .collect(Collectors.joining());
  }

  private static String people(Person chosen) {
    return People.all().stream()
        .map(
            person ->
                """
                <label><input type="radio" name="user" value="%s"%s> <span>%s <small>%s; %s</small></span></label>
                """
                    .formatted(
                        person.key(),
                        person.equals(chosen) ? " checked" : "",
                        Html.escape(person.name()),
                        Html.escape(person.email()),
                        Html.escape(person.account())))
        .collect(Collectors.joining());
  }
}
