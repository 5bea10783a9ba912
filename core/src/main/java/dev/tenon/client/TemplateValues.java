package dev.tenon.client;

import dev.tenon.connector.ConnectionDefinition;
import dev.tenon.connector.Connector;
import dev.tenon.connector.Environment;
import dev.tenon.connector.Field;
import dev.tenon.connector.Region;
import dev.tenon.connector.Template;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The values of a connector's placeholders for one OAuth client and one connection. What an admin
/// set wins over what the connection brought, that over the region's, the environment's and the
/// fields' defaults.
final class TemplateValues {
  /// The parameter that chooses among environments.
  static final String ENVIRONMENT = "environment";

  /// The parameter that chooses among regions.
  static final String REGION = "region";

  private final Connector connector;
  private final Map<String, String> given;
  private final Consumer<FieldProblem> problems;

  /// @param given the OAuth client's parameters over the connection's values
  /// @param problems told what is wrong, naming the field
  private TemplateValues(
      Connector connector, Map<String, String> given, Consumer<FieldProblem> problems) {
    this.connector = connector;
    this.given = given;
    this.problems = problems;
  }

  static Map<String, String> of(
      Connector connector,
      ConnectionDefinition definition,
      OAuthClient client,
      Map<String, String> connectionValues,
      Consumer<FieldProblem> problems) {
    Map<String, String> given = new LinkedHashMap<>(connectionValues);
    given.putAll(client.parameters());
    Map<String, String> values =
        new TemplateValues(connector, given, problems).withDefaults(definition);
    if (!client.clientId().isEmpty()) {
      values.put("client_id", client.clientId());
    }
    return values;
  }

  private Map<String, String> withDefaults(ConnectionDefinition definition) {
    Map<String, String> values = new LinkedHashMap<>();
    Stream.concat(connector.parameters().stream(), definition.fields().stream())
        .forEach(field -> field.defaultValue().ifPresent(value -> values.put(field.name(), value)));
    environment()
        .ifPresent(
            environment -> {
              add(values, environment.values());
              values.put(ENVIRONMENT, environment.name());
            });
    region()
        .ifPresent(
            region -> {
              add(values, region.values());
              values.put(REGION, region.name());
            });
    values.putAll(given);
    return values;
  }

  private Optional<Environment> environment() {
    List<Environment> all = connector.environments();
    return chosen(ENVIRONMENT, all.stream().map(Environment::name).toList())
        .map(name -> all.stream().filter(each -> each.name().equals(name)).findFirst())
        .orElseGet(() -> all.stream().findFirst());
  }

  private Optional<Region> region() {
    List<Region> all = connector.regions();
    return chosen(REGION, all.stream().map(Region::name).toList())
        .map(name -> all.stream().filter(each -> each.name().equals(name)).findFirst())
        .orElseGet(
            () ->
                all.stream().filter(Region::master).findFirst().or(() -> all.stream().findFirst()));
  }

  private Optional<String> chosen(String parameter, List<String> names) {
    Optional<String> name = Optional.ofNullable(given.get(parameter));
    if (name.isPresent() && !names.contains(name.get())) {
      problems.accept(
          new FieldProblem(
              "parameters." + parameter, "must be one of " + String.join(", ", names)));
      return Optional.empty();
    }
    return name;
  }

  /// Adds what `templates` come to with the values so far; what cannot be filled has no value.
  private void add(Map<String, String> values, Map<String, Template> templates) {
    Map<String, String> known = new LinkedHashMap<>(values);
    known.putAll(given);
    templates.forEach(
        (name, template) -> {
          if (template.isFilledBy(wanted -> Optional.ofNullable(known.get(wanted)))) {
            values.put(name, template.expand(wanted -> Optional.ofNullable(known.get(wanted))));
          }
        });
  }

  /// The names that only a user, a callback or an answer can fill.
  static boolean isLater(ConnectionDefinition definition, String name) {
    return definition.fields().stream()
            .anyMatch(field -> field.name().equals(name) && field.askedOf() != Field.AskedOf.ADMIN)
        || KeptNames.of(definition).contains(name);
  }
}
