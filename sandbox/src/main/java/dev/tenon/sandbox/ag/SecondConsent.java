package dev.tenon.sandbox.ag;

import dev.tenon.sandbox.http.Form;
import dev.tenon.sandbox.http.Html;
import dev.tenon.sandbox.http.Reply;
import dev.tenon.sandbox.http.Request;
import dev.tenon.sandbox.oauth.AuthorizationServer;
import dev.tenon.sandbox.oauth.Client;
import dev.tenon.sandbox.people.People;
import dev.tenon.sandbox.people.Person;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The page where a grower ticks the organizations to share. Its list of addresses to return to is
/// not that of the sign-in, and is compared character by character too.
final class SecondConsent {
  private final AuthorizationServer trimbleIdentity;
  private final Organizations organizations;
  private final Shares shares;

  SecondConsent(AuthorizationServer trimbleIdentity, Organizations organizations, Shares shares) {
    this.trimbleIdentity = trimbleIdentity;
    this.organizations = organizations;
    this.shares = shares;
  }

  private record Asked(Client client, Optional<String> redirectionUrl) {}

  Reply show(Request request) {
    Form query = request.query();
    Optional<Client> client = query.first("clientid").flatMap(trimbleIdentity.clients()::find);
    if (client.isEmpty()) {
      return wrong("The clientid is unknown.");
    }
    Optional<String> back = query.first("redirectionUrl");
    if (back.isPresent() && !client.get().secondConsentUris().contains(back.get())) {
      return wrong("The redirectionUrl " + back.get() + " is not registered for this client.");
    }
    Asked asked = new Asked(client.get(), back);
    if (request.method().equals("POST")) {
      return decide(asked, request.form());
    }
    return query
        .first("user")
        .flatMap(People::byKey)
        .or(() -> trimbleIdentity.signIns().who(request))
        .map(person -> organizationsOf(asked, person))
        .orElseGet(() -> whoAreYou(asked));
  }

  private Reply decide(Asked asked, Form form) {
    Optional<Person> person = form.first("user").flatMap(People::byKey);
    String decision = form.first("decision").orElse("");
    if (person.isEmpty() || !Set.of("allow", "deny").contains(decision)) {
      return wrong("The form needs user, decision (allow or deny) and organization, many times.");
    }
    Set<String> ticked = new LinkedHashSet<>(form.all("organization"));
    Set<String> own =
        organizations.of(person.get()).stream()
            .map(Organization::id)
            .collect(Collectors.toUnmodifiableSet());
    if (!own.containsAll(ticked)) {
      return wrong("The organization is not one of this user.");
    }
    shares.share(asked.client().id(), person.get(), decision.equals("allow") ? ticked : Set.of());
    return asked
        .redirectionUrl()
        .<Reply>map(Reply::redirect)
        .orElseGet(() -> page(200, "<h1>Done</h1>\n<p>You can close this page.</p>\n"));
  }

  private static Reply wrong(String why) {
    return page(
        400, "<h1>Trimble Ag cannot go on</h1>\n<p role=\"alert\">" + Html.escape(why) + "</p>\n");
  }

  private static Reply whoAreYou(Asked asked) {
    String people =
        People.all().stream()
            .map(
                person ->
                    """
                    <label><input type="radio" name="user" value="%s" required> <span>%s</span></label>
                    """
                        .formatted(person.key(), Html.escape(person.name())))
            .collect(Collectors.joining());
    String back = asked.redirectionUrl().map(url -> hidden("redirectionUrl", url)).orElse("");
    return page(
        200,
        """
        <h1>Trimble Ag</h1>
        <form method="get">
        %s%s<fieldset>
        <legend>Sign in as</legend>
        %s</fieldset>
        <div class="actions"><button type="submit" class="primary">Continue</button></div>
        </form>
        """
            .formatted(hidden("clientid", asked.client().id()), back, people));
  }

  private Reply organizationsOf(Asked asked, Person person) {
    Set<String> shared = shares.sharedWith(asked.client().id(), Optional.of(person));
    String boxes =
        organizations.of(person).stream()
            .map(organization -> box(organization, shared.contains(organization.id())))
            .collect(Collectors.joining());
    return page(
        200,
        """
        <h1>Trimble Ag</h1>
        <p><strong>%s</strong> wants to see data of your organizations, %s.</p>
        <form method="post">
        %s<fieldset>
        <legend>Share these organizations</legend>
        %s</fieldset>
        <div class="actions">
        <button type="submit" name="decision" value="allow" class="primary">Allow</button>
        <button type="submit" name="decision" value="deny">Deny</button>
        </div>
        </form>
        """
            .formatted(
                Html.escape(asked.client().name()),
                Html.escape(person.name()),
                hidden("user", person.key()),
                boxes.isEmpty() ? "<p>You have none.</p>\n" : boxes));
  }

  private static String box(Organization organization, boolean checked) {
    return """
    <label><input type="checkbox" name="organization" value="%s"%s> <span>%s</span></label>
    """
        .formatted(
            Html.escape(organization.id()),
            checked ? " checked" : "",
            Html.escape(organization.name()));
  }

  private static String hidden(String name, String value) {
    return "<input type=\"hidden\" name=\"" + name + "\" value=\"" + Html.escape(value) + "\">\n";
  }

  private static Reply page(int status, String main) {
    return Reply.html(status, Html.page("trimble-ag", "Trimble Ag: organizations", main));
  }
}
