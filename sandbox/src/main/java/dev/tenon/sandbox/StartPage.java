package dev.tenon.sandbox;

import dev.tenon.sandbox.http.Html;
import dev.tenon.sandbox.http.Reply;
import dev.tenon.sandbox.oauth.Counters;
import dev.tenon.sandbox.people.People;
import java.net.URI;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The page at `/`: what is simulated where, who can sign in, and the controls as forms.
final class StartPage {
  private StartPage() {}

  static Reply show(URI base, Controls controls) {
    String main =
        """
        <h1>Sandbox</h1>
        <p>Simulated providers, strict where the real ones are. The time here is <strong>%s</strong>;
        %d calls are held in silence, %d fault rules wait.</p>
        <h2>What runs where</h2>
        %s
        <h2>Test users</h2>
        %s
        <h2>Clients</h2>
        %s
        <h2>Controls</h2>
        %s
        <h2>Counters</h2>
        %s
        """
            .formatted(
                controls.clock().now().truncatedTo(ChronoUnit.SECONDS),
                controls.held(),
                controls.faults().size(),
                hosts(base),
                people(),
                clients(controls.clients()),
                StartPageForms.all(controls),
                counters(controls.counters()));
    return Reply.html(200, Html.page("start", "Sandbox", main));
  }

  private static String hosts(URI base) {
    return table(
        List.of("Simulated", "Base address"),
        Stream.of(
            List.of("Trimble Identity", base + "/trimble-id"),
            List.of("Trimble Connect, North America (master)", base + "/connect-na/tc/api/2.0/"),
            List.of("Trimble Connect, Europe", base + "/connect-eu/tc/api/2.0/"),
            List.of("Trimble Connect, Asia", base + "/connect-asia/tc/api/2.0/"),
            List.of("BCF topics", base + "/topics-na, /topics-eu, /topics-asia"),
            List.of("Autodesk Platform Services", base + "/aps"),
            List.of("Trimble Ag", base + "/trimble-ag/Trimble-Ag-Software/externalApi/3.0"),
            List.of("Acme ID (plain OpenID Connect)", base + "/oidc"),
            List.of("Control API", base + "/sandbox/")));
  }

  private static String people() {
    return table(
        List.of("Name", "In forms", "Sees"),
        People.all().stream()
            .map(person -> List.of(person.name(), person.key(), person.account())));
  }

  private static String clients(List<SandboxClient> clients) {
    return table(
        List.of("Provider", "Name", "Client id", "Client secret", "Scope", "Redirect URIs"),
        clients.stream()
            .map(
                client ->
                    List.of(
                        client.provider(),
                        client.name(),
                        client.clientId(),
                        client.clientSecret().isEmpty() ? "(none)" : client.clientSecret(),
                        client.scope(),
                        Stream.concat(
                                client.redirectUris().stream(),
                                client.secondConsentRedirectUris().stream())
                            .collect(Collectors.joining(" ")))));
  }

  private static String counters(List<Counters> counters) {
    return counters.isEmpty()
        ? "<p class=\"note\">Nobody has called yet.</p>"
        : table(
            List.of("Provider", "Client", "Token calls", "Refreshes", "Reuse seen", "Revoked"),
            counters.stream()
                .map(
                    c ->
                        List.of(
                            c.provider(),
                            c.clientId(),
                            tokenCalls(c),
                            Long.toString(c.refreshes()),
                            Long.toString(c.reuseSeen()),
                            Long.toString(c.grantsRevoked()))));
  }

  private static String tokenCalls(Counters counters) {
    return counters.tokenCalls().entrySet().stream()
        .map(calls -> calls.getValue() + " " + calls.getKey())
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static String table(List<String> heads, Stream<List<String>> rows) {
    return "<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\""
        + Html.escape(heads.getFirst())
        + "\"><table><thead>"
        + row("th scope=\"col\"", "th", heads)
        + "</thead><tbody>"
        + rows.map(cells -> row("td", "td", cells)).collect(Collectors.joining())
        + "</tbody></table></div>";
  }

  private static String row(String open, String close, List<String> cells) {
    return cells.stream()
        .map(cell -> "<" + open + ">" + Html.escape(cell) + "</" + close + ">")
        .collect(Collectors.joining("", "<tr>", "</tr>\n"));
  }
}
