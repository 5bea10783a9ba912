package dev.tenon.server.api;

import dev.tenon.client.ClientForm;
import dev.tenon.client.ClientForm.FormField;
import dev.tenon.client.OwnedConnector;
import dev.tenon.connector.Authorization;
import dev.tenon.connector.AuthorizeRules;
import dev.tenon.connector.ConnectionDefinition;
import dev.tenon.connector.Connector;
import dev.tenon.connector.Field;
import dev.tenon.connector.Prerequisite;
import dev.tenon.connector.ResourceDefinition;
import dev.tenon.connector.ScopeRules;
import dev.tenon.oauth.ClientAuthenticationMethod;
import dev.tenon.server.http.json.JsonWriter;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Connectors as JSON: what somebody who registers an OAuth client or connects must know, not how
/// requests are made.
final class ConnectorJson {
  private ConnectorJson() {}

  static void writeShort(JsonWriter json, OwnedConnector owned) {
    Connector connector = owned.connector();
    json.text("name", connector.name().value())
        .text("title", connector.title())
        .texts("categories", connector.categories())
        .text("owner", owned.owner())
        .flag("own", owned.own())
        .flag("verified", connector.provenance().verified())
        .objects(
            "connection_definitions",
            connector.definitions(),
            (each, definition) ->
                each.text("name", definition.name().value())
                    .text("title", definition.title())
                    .text("kind", kind(definition.authorization()))
                    .flag("for_users", definition.isForUsers()));
  }

  static void write(JsonWriter json, OwnedConnector owned) {
    Connector connector = owned.connector();
    json.text("name", connector.name().value())
        .text("title", connector.title())
        .texts("categories", connector.categories())
        .text("owner", owned.owner())
        .flag("own", owned.own())
        .flag("verified", connector.provenance().verified())
        .text("checked_on", connector.provenance().checkedOn().map(LocalDate::toString))
        .texts("sources", connector.provenance().sources())
        .text("documentation", connector.documentation().map(URI::toString))
        .text("setup_guide", connector.setupGuide().map(URI::toString))
        .text("user_guide", connector.userGuide().map(URI::toString));
    prerequisites(json, connector.prerequisites());
    fields(json, "parameters", connector.parameters());
    json.objects(
        "environments",
        connector.environments(),
        (each, it) -> each.text("name", it.name()).text("title", it.title()));
    json.objects(
        "regions",
        connector.regions(),
        (each, it) -> each.text("name", it.name()).text("title", it.title()));
    json.objects(
        "connection_definitions",
        connector.definitions(),
        (each, definition) -> definition(each, owned, definition));
    json.objects("resources", connector.resources(), ConnectorJson::resource);
  }

  static void prerequisites(JsonWriter json, List<Prerequisite> prerequisites) {
    json.objects(
        "prerequisites",
        prerequisites,
        (each, it) -> each.text("text", it.text()).text("link", it.link().map(URI::toString)));
  }

  private static void definition(
      JsonWriter json, OwnedConnector owned, ConnectionDefinition definition) {
    json.text("name", definition.name().value())
        .text("title", definition.title())
        .text("kind", kind(definition.authorization()))
        .flag("for_users", definition.isForUsers())
        .text("advice", definition.advice())
        .texts("client_authentication", authentication(definition.authorization()));
    prerequisites(json, definition.prerequisites());
    fields(json, "fields", definition.fields());
    scopes(json, definition.authorization());
    json.objects(
        "client_fields",
        form(owned, definition),
        (each, field) ->
            each.text("name", field.name())
                .text("title", field.title())
                .flag("required", field.required())
                .text("default", field.usual())
                .texts("choices", field.choices())
                .text("description", field.description()));
  }

  /// Empty where the connector is another workspace's: who uses its public client fills nothing in.
  private static List<FormField> form(OwnedConnector owned, ConnectionDefinition definition) {
    return owned.isUsable() ? ClientForm.of(owned.connector(), definition, owned.own()) : List.of();
  }

  private static void scopes(JsonWriter json, Authorization authorization) {
    Optional<ScopeRules> rules =
        switch (authorization) {
          case Authorization.AuthorizationCode code ->
              Optional.of(code.authorize()).map(AuthorizeRules::scopes);
          case Authorization.ClientCredentials own -> Optional.of(own.scopes());
          case Authorization.Login _,
              Authorization.ApiKey _,
              Authorization.Basic _,
              Authorization.Declared _ ->
              Optional.empty();
        };
    json.texts("minimum_scopes", rules.map(it -> it.minimum().tokens()).orElse(java.util.Set.of()));
    json.objects(
        "offered_scopes",
        rules.map(ScopeRules::offered).orElse(List.of()),
        (each, it) -> each.text("token", it.token()).text("allows", it.allows()));
  }

  private static void fields(JsonWriter json, String name, List<Field> fields) {
    json.objects(
        name,
        fields,
        (each, field) ->
            each.text("name", field.name())
                .text("title", field.title())
                .text("description", field.description())
                .text("asked_of", field.askedOf().name().toLowerCase(Locale.ROOT))
                .text("format", field.format().name().toLowerCase(Locale.ROOT))
                .flag("required", field.required())
                .flag("secret", field.secret())
                .texts("choices", field.choices())
                .text("default", field.defaultValue())
                .text("example", field.example()));
  }

  private static void resource(JsonWriter json, ResourceDefinition resource) {
    json.text("name", resource.name())
        .text("title", resource.title())
        .text("parent", resource.parent());
  }

  private static String kind(Authorization authorization) {
    return switch (authorization) {
      case Authorization.AuthorizationCode _ -> "authorization_code";
      case Authorization.ClientCredentials it ->
          it.steps().isEmpty() ? "client_credentials" : "token_exchange";
      case Authorization.Login _ -> "login";
      case Authorization.ApiKey _ -> "api_key";
      case Authorization.Basic _ -> "basic";
      case Authorization.Declared it -> it.kind();
    };
  }

  private static List<String> authentication(Authorization authorization) {
    List<ClientAuthenticationMethod> methods =
        switch (authorization) {
          case Authorization.AuthorizationCode code -> code.token().authentication();
          case Authorization.ClientCredentials own -> own.token().authentication();
          case Authorization.Login _,
              Authorization.ApiKey _,
              Authorization.Basic _,
              Authorization.Declared _ ->
              List.of();
        };
    return methods.stream().map(ClientAuthenticationMethod::registeredName).toList();
  }
}
