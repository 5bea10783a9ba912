package dev.tenon.server.catalog;

import dev.tenon.connector.Api;
import dev.tenon.connector.Authorization;
import dev.tenon.connector.ConnectionDefinition;
import dev.tenon.connector.ConnectionDefinition.Hooks;
import dev.tenon.connector.DefinitionName;
import dev.tenon.connector.Field;
import dev.tenon.connector.SecondConsent;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads one connection definition.
final class DefinitionReader {
  private static final Set<String> EVERYWHERE =
      Set.of(
          "title",
          "type",
          "advice",
          "prerequisites",
          "fields",
          "second_consent",
          "after_connect",
          "before_delete",
          "api");
  private static final Set<String> PERFORMED =
      Set.of("authorization_code", "client_credentials", "login", "api_key", "basic");
  private static final Map<String, Set<String>> BESIDES =
      Map.of(
          "authorization_code",
          Set.of(
              "authorize",
              "scopes",
              "token",
              "lifetimes",
              "identity",
              "revocation_url",
              "registration"),
          "client_credentials",
          Set.of("scopes", "token", "lifetimes", "steps"),
          "login",
          Set.of("lifetimes", "steps", "refresh"),
          "api_key",
          Set.of(),
          "basic",
          Set.of());

  private final String name;
  private final Section section;
  private final Optional<Section> connectorApi;
  private final Placeholders known;
  private final Set<String> resources;

  /// @param connectorApi over which the definition's own merges
  /// @param known what the connector's templates may use
  /// @param resources names of what the connector can list
  DefinitionReader(
      String name,
      Section section,
      Optional<Section> connectorApi,
      Placeholders known,
      Set<String> resources) {
    this.name = name;
    this.section = section;
    this.connectorApi = connectorApi;
    this.known = known;
    this.resources = resources;
  }

  ConnectionDefinition read() {
    String type = section.text("type", "");
    List<Field> fields = FieldReader.read(section, "fields", Field.AskedOf.USER);
    refuseForeignFields(type);
    checkFields(type, fields);
    Placeholders all = known.and(fields.stream().map(Field::name).toList()).and(kept(section));
    Placeholders open =
        known.and(fields.stream().filter(each -> !each.secret()).map(Field::name).toList());
    return new ConnectionDefinition(
        new DefinitionName(name),
        section.text("title", name),
        authorization(type, open, all),
        fields,
        secondConsent(all),
        ConnectorReader.prerequisites(section),
        api(type, all),
        new Hooks(
            StepReader.read(section, "after_connect", all.and("access_token")),
            StepReader.read(section, "before_delete", all.and("access_token"))),
        section.text("advice"));
  }

  private Authorization authorization(String type, Placeholders open, Placeholders all) {
    Placeholders withKept = open.and(kept(section));
    TokenReader tokens = new TokenReader(section, withKept);
    return switch (type) {
      case "authorization_code" ->
          new AuthorizationReader(section, open, withKept).authorizationCode(tokens);
      case "client_credentials" ->
          new Authorization.ClientCredentials(
              tokens.rules(true), tokens.scopes(), StepReader.read(section, "steps", all));
      case "login" ->
          new Authorization.Login(
              StepReader.read(section, "steps", all),
              StepReader.read(section, "refresh", all.and("refresh_token", "access_token")),
              tokens.lifetimes());
      case "api_key" -> new Authorization.ApiKey();
      case "basic" -> new Authorization.Basic();
      default ->
          new Authorization.Declared(type, section.templates("settings", StepReader.context(all)));
    };
  }

  private void refuseForeignFields(String type) {
    if (!PERFORMED.contains(type)) {
      return;
    }
    section
        .all(field -> field)
        .keySet()
        .forEach(
            field -> {
              if (!EVERYWHERE.contains(field)
                  && !BESIDES.getOrDefault(type, Set.of()).contains(field)) {
                section.problem(field, "is not used by type " + type);
              }
            });
    if (type.equals("login") && !section.has("steps")) {
      section.problem("steps", "is needed by type login");
    }
    for (String needed : List.of("authorization_code", "client_credentials")) {
      if (type.equals(needed) && !section.has("token")) {
        section.problem("token", "is needed by type " + type);
      }
    }
  }

  private void checkFields(String type, List<Field> fields) {
    if (type.equals("api_key") && fields.stream().noneMatch(Field::secret)) {
      section.problem("fields", "type api_key needs a secret field: the key");
    }
    if (type.equals("basic")) {
      Set<String> names = new LinkedHashSet<>();
      fields.forEach(each -> names.add(each.name()));
      if (!names.containsAll(Set.of("username", "password"))) {
        section.problem("fields", "type basic needs the fields username and password");
      }
    }
  }

  private Optional<SecondConsent> secondConsent(Placeholders all) {
    return section
        .section("second_consent")
        .map(
            each -> {
              Optional<String> organizations = each.text("organizations");
              organizations
                  .filter(resource -> !resources.contains(resource))
                  .ifPresent(
                      resource ->
                          each.problem("organizations", "there is no resource '" + resource + "'"));
              return new SecondConsent(
                  each.template("url", all.and("return_url")).orElseGet(ConnectorReader::nothing),
                  each.text("explanation", ""),
                  organizations);
            });
  }

  private Optional<Api> api(String type, Placeholders all) {
    boolean basic = type.equals("basic");
    Optional<Section> own = section.section("api");
    if (own.isEmpty() && !basic) {
      return Optional.empty();
    }
    Section merged =
        own.map(each -> connectorApi.map(each::over).orElse(each))
            .or(() -> connectorApi)
            .orElseGet(section::empty);
    return Optional.of(
        ApiReader.api(merged, all, basic ? ApiReader.Scheme.BASIC : ApiReader.Scheme.BEARER));
  }

  /// Every name under which callback and answers of a definition keep something.
  static Set<String> kept(Section definition) {
    Set<String> names = new LinkedHashSet<>();
    names.addAll(definition.sectionOrEmpty("authorize").pairs("keep").values());
    names.addAll(
        definition.sectionOrEmpty("token").sectionOrEmpty("answer").pairs("keep").values());
    for (String steps : List.of("steps", "refresh", "after_connect")) {
      for (Section step : definition.sections(steps)) {
        names.addAll(step.sectionOrEmpty("answer").pairs("keep").values());
      }
    }
    return names;
  }
}
