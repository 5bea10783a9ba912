package dev.tenon.server.admin.clients;

import dev.tenon.access.AppName;
import dev.tenon.client.AppAccess;
import dev.tenon.client.ClientForm;
import dev.tenon.client.ClientForm.FormField;
import dev.tenon.client.ClientRejection;
import dev.tenon.client.Loan;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.RefreshMode;
import dev.tenon.connector.Authorization;
import dev.tenon.connector.ConnectionDefinition;
import dev.tenon.connector.Connector;
import dev.tenon.connector.Field;
import dev.tenon.oauth.ClientAuthenticationMethod;
import dev.tenon.oauth.Scope;
import dev.tenon.server.admin.clients.ClientPage.Fact;
import dev.tenon.server.admin.page.Badge;
import dev.tenon.server.admin.page.Section;
import dev.tenon.server.admin.page.Visit;
import dev.tenon.server.admin.page.Words;
import dev.tenon.server.http.page.Site;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What is to be said of one OAuth client. Of a borrowed one nothing that is its lender's.
final class ClientFacts {
  private final ClientParts parts;
  private final Site site;
  private final ConnectorTitles titles;

  ClientFacts(ClientParts parts, Site site) {
    this.parts = parts;
    this.site = site;
    this.titles = new ConnectorTitles(parts.connectors(), site);
  }

  private Optional<Connector> connector(OAuthClient client) {
    return parts.connectors().find(client.home(), client.connector());
  }

  private Optional<ConnectionDefinition> definition(OAuthClient client) {
    return connector(client).flatMap(it -> it.definition(client.definition()));
  }

  String lead(Visit visit, OAuthClient client) {
    ConnectorTitles.Titles shown = titles(visit, client);
    String by = client.loan().map(it -> ", provided by " + it.providedBy()).orElse("");
    return shown.connector() + " · " + shown.definition() + by;
  }

  private ConnectorTitles.Titles titles(Visit visit, OAuthClient client) {
    return titles.of(visit.workspace(), client.home(), client.connector(), client.definition());
  }

  List<Badge> badges(Visit visit, OAuthClient client) {
    List<Badge> badges = new ArrayList<>();
    if (client.isRejected()) {
      badges.add(Badge.bad("Rejected by the provider"));
    }
    if (client.lent()) {
      badges.add(Badge.wait("Public"));
    }
    client
        .loan()
        .ifPresent(
            it -> badges.add(it.isOpen() ? Badge.plain("Borrowed") : Badge.bad("Loan is over")));
    Badge secret = SecretHealth.of(client, visit.now());
    if (!client.isRejected() && client.loan().isEmpty() && !client.secrets().isEmpty()) {
      boolean calm = secret.kind().equals("good");
      badges.add(calm ? Badge.good("Secret in order") : secret);
    }
    return badges;
  }

  Optional<ClientPage.Alarm> alarm(Visit visit, OAuthClient client) {
    Optional<ClientRejection> rejection = client.rejection().filter(_ -> client.isRejected());
    if (rejection.isPresent()) {
      return Optional.of(
          new ClientPage.Alarm(
              Badge.bad(turn(client)),
              rejection.get().message(),
              Optional.of(Words.when(rejection.get().at(), visit.now()))));
    }
    return client
        .loan()
        .filter(it -> !it.isOpen())
        .map(
            it ->
                new ClientPage.Alarm(
                    Badge.bad(it.provider() + "’s turn"),
                    "It is not public any more: its connections work again once it is.",
                    Optional.empty()));
  }

  private static String turn(OAuthClient client) {
    return client.loan().map(Loan::provider).map(it -> it + "’s turn").orElse("An admin’s turn");
  }

  /// What an admin should know all the same.
  List<String> warnings(OAuthClient client) {
    return new ClientNotes(parts).of(client);
  }

  /// The redirect URI that is to be registered; empty where there is none, or it is the lender's.
  Optional<String> redirect(OAuthClient client) {
    return definition(client)
        .filter(_ -> client.loan().isEmpty())
        .filter(it -> it.authorization() instanceof Authorization.AuthorizationCode)
        .map(_ -> parts.redirectUri().toString());
  }

  List<Fact> of(Visit visit, OAuthClient client) {
    ConnectorTitles.Titles shown = titles(visit, client);
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("Connector", shown.connector(), false, shown.href(), ""));
    facts.add(new Fact("Connection definition", shown.definition(), false, "", ""));
    facts.add(apps(client.apps()));
    facts.add(
        new Fact(
            "Refresh",
            client.refreshMode() == RefreshMode.ALWAYS_WARM ? "Always warm" : "When an app asks",
            false,
            "",
            ""));
    if (client.loan().isEmpty()) {
      registration(client, facts);
    }
    facts.add(fact("Created", Words.when(client.createdAt(), visit.now()).relative()));
    facts.add(fact("Changed", Words.when(client.updatedAt(), visit.now()).relative()));
    return facts;
  }

  private static Fact fact(String label, String value) {
    return new Fact(label, value, false, "", "");
  }

  private Fact apps(AppAccess apps) {
    String names =
        switch (apps) {
          case AppAccess.All _ -> "All apps";
          case AppAccess.Only(Set<AppName> only) ->
              only.isEmpty()
                  ? "None"
                  : only.stream().map(AppName::value).sorted().collect(Collectors.joining(", "));
        };
    return new Fact("Apps", names, false, site.path(Section.APPS.path()), "");
  }

  /// Each field that the form has, with what was entered, or what holds in its place.
  private void registration(OAuthClient client, List<Fact> facts) {
    Optional<ConnectionDefinition> definition = definition(client);
    if (definition.isEmpty()) {
      facts.add(mono("Client ID", Optional.of(client.clientId()), Optional.empty()));
      return;
    }
    Connector connector = connector(client).orElseThrow();
    for (FormField field : ClientForm.of(connector, definition.get(), false)) {
      switch (field.name()) {
        case "client_id" ->
            facts.add(mono(field.title(), Optional.of(client.clientId()), Optional.empty()));
        case "authorization_url" ->
            facts.add(mono(field, client.addresses().authorizationUrl().map(URI::toString)));
        case "token_url" ->
            facts.add(mono(field, client.addresses().tokenUrl().map(URI::toString)));
        case "refresh_url" ->
            facts.add(mono(field, client.addresses().refreshUrl().map(URI::toString)));
        case "revocation_url" ->
            facts.add(mono(field, client.addresses().revocationUrl().map(URI::toString)));
        case "scope" -> facts.add(mono(field, client.scope().map(Scope::toString)));
        case "prompt" -> facts.add(mono(field, client.prompt()));
        case "client_authentication" ->
            facts.add(
                mono(
                    field,
                    client.authentication().map(ClientAuthenticationMethod::registeredName)));
        default -> {}
      }
    }
    new TreeMap<>(client.parameters())
        .forEach(
            (name, value) ->
                facts.add(mono(title(connector, name), Optional.of(value), Optional.empty())));
    facts.removeIf(it -> it.mono() && it.value().isEmpty());
  }

  private static String title(Connector connector, String parameter) {
    return connector.parameters().stream()
        .filter(it -> it.name().equals(parameter))
        .map(Field::title)
        .findFirst()
        .orElse(parameter);
  }

  private static Fact mono(FormField field, Optional<String> value) {
    return mono(field.title(), value, field.usual());
  }

  private static Fact mono(String label, Optional<String> value, Optional<String> usual) {
    Optional<String> own = value.filter(it -> !it.isEmpty());
    return new Fact(
        label, own.or(() -> usual).orElse(""), true, "", own.isEmpty() ? "the default" : "");
  }
}
