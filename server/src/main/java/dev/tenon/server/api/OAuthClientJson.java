package dev.tenon.server.api;

import dev.tenon.access.AppName;
import dev.tenon.access.WorkspaceId;
import dev.tenon.client.AppAccess;
import dev.tenon.client.ClientRejection;
import dev.tenon.client.ClientSecret;
import dev.tenon.client.FieldProblem;
import dev.tenon.client.Loan;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.PublicClient;
import dev.tenon.connector.Authorization;
import dev.tenon.connector.ConnectionDefinition;
import dev.tenon.connector.Connector;
import dev.tenon.connector.Connectors;
import dev.tenon.connector.Prerequisite;
import dev.tenon.oauth.ClientAuthenticationMethod;
import dev.tenon.oauth.Scope;
import dev.tenon.server.http.json.JsonWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// OAuth clients as JSON. Of a secret: its last four characters, its fingerprint and its expiry.
final class OAuthClientJson {
  private final Connectors connectors;
  private final URI redirectUri;

  OAuthClientJson(Connectors connectors, URI redirectUri) {
    this.connectors = connectors;
    this.redirectUri = redirectUri;
  }

  void write(JsonWriter json, OAuthClient client, List<FieldProblem> warnings) {
    Optional<Connector> connector = connectors.find(client.home(), client.connector());
    Optional<ConnectionDefinition> definition =
        connector.flatMap(it -> it.definition(client.definition()));
    json.text("name", client.name().value())
        .text("connector", client.connector().value())
        .text("connection_definition", client.definition().value());
    provider(json, client.loan().map(loan -> new Provider(loan.lender(), loan.provider())));
    registration(json, client);
    json.text("refresh", client.refreshMode().apiName())
        .flag("public", client.lent() || client.loan().filter(Loan::isOpen).isPresent());
    apps(json, client.apps());
    standing(json, client);
    json.text(
            "redirect_uri",
            client.loan().isPresent() ? Optional.empty() : redirect(definition).map(URI::toString))
        .objects(
            "warnings",
            warnings,
            (each, it) -> each.text("field", it.field()).text("message", it.message()));
    ConnectorJson.prerequisites(
        json, client.loan().isPresent() ? List.of() : prerequisites(connector, definition));
    json.time("created_at", client.createdAt()).time("updated_at", client.updatedAt());
  }

  /// A public client of another workspace: that it is there, and nothing that is in it.
  static void write(JsonWriter json, PublicClient client) {
    json.text("name", client.name().value())
        .text("connector", client.connector().value())
        .text("connection_definition", client.definition().value());
    provider(json, Optional.of(new Provider(client.lender(), client.provider())));
    json.flag("public", true).text("uses", client.reference());
  }

  private static void provider(JsonWriter json, Optional<Provider> provider) {
    provider.ifPresentOrElse(
        it ->
            json.object(
                "provided_by",
                by -> by.text("workspace", it.workspace().value()).text("name", it.name())),
        () -> json.nothing("provided_by"));
  }

  /// What it is registered with; of a borrowed one nothing, for it is the lender's.
  private static void registration(JsonWriter json, OAuthClient whole) {
    OAuthClient client = whole.ownPart();
    json.text("client_id", Optional.of(client.clientId()).filter(_ -> client.loan().isEmpty()));
    secret(json, client);
    addresses(json, client);
    json.text("scope", client.scope().map(Scope::toString))
        .text("prompt", client.prompt())
        .text(
            "client_authentication",
            client.authentication().map(ClientAuthenticationMethod::registeredName))
        .texts("parameters", client.parameters());
  }

  private static void secret(JsonWriter json, OAuthClient client) {
    Optional<ClientSecret> secret = client.secrets().stream().findFirst();
    json.text("client_secret_last4", secret.map(ClientSecret::lastFour))
        .text("client_secret_fingerprint", secret.map(ClientSecret::fingerprint))
        .time("client_secret_expires_at", secret.flatMap(ClientSecret::expiresAt));
  }

  private static void standing(JsonWriter json, OAuthClient client) {
    Optional<ClientRejection> rejection = client.rejection().filter(_ -> client.isRejected());
    json.object(
        "standing",
        it ->
            it.text("status", rejection.isPresent() ? "rejected" : "accepted")
                .time("since", rejection.map(ClientRejection::at))
                .text("message", rejection.map(ClientRejection::message)));
  }

  private static void addresses(JsonWriter json, OAuthClient client) {
    json.text("authorization_url", client.addresses().authorizationUrl().map(URI::toString))
        .text("token_url", client.addresses().tokenUrl().map(URI::toString))
        .text("refresh_url", client.addresses().refreshUrl().map(URI::toString))
        .text("revocation_url", client.addresses().revocationUrl().map(URI::toString));
  }

  private static void apps(JsonWriter json, AppAccess apps) {
    switch (apps) {
      case AppAccess.All _ -> json.text("apps", "all");
      case AppAccess.Only(Set<AppName> names) ->
          json.texts("apps", names.stream().map(AppName::value).sorted().toList());
    }
  }

  private Optional<URI> redirect(Optional<ConnectionDefinition> definition) {
    return definition
        .filter(it -> it.authorization() instanceof Authorization.AuthorizationCode)
        .map(_ -> redirectUri);
  }

  private static List<Prerequisite> prerequisites(
      Optional<Connector> connector, Optional<ConnectionDefinition> definition) {
    List<Prerequisite> all = new ArrayList<>();
    connector.ifPresent(it -> all.addAll(it.prerequisites()));
    definition.ifPresent(it -> all.addAll(it.prerequisites()));
    return all;
  }

  private record Provider(WorkspaceId workspace, String name) {}
}
