package dev.tenon.connector;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/// The texts of a connector that end users read: what a permission allows, the fields that they
/// fill in, what they are asked in a second step, and the tables of what lies there.
public final class UserTexts {
  private UserTexts() {}

  /// All of them, in the connector's order.
  public static SequencedSet<String> of(
      List<ConnectionDefinition> definitions, List<ResourceDefinition> resources) {
    SequencedSet<String> texts = new LinkedHashSet<>();
    definitions.stream()
        .filter(ConnectionDefinition::isForUsers)
        .forEach(definition -> addDefinition(texts, definition));
    resources.stream()
        .filter(ResourceDefinition::isOutermost)
        .forEach(resource -> addTable(texts, resource));
    return texts;
  }

  private static void addDefinition(SequencedSet<String> texts, ConnectionDefinition definition) {
    if (definition.authorization() instanceof Authorization.AuthorizationCode code) {
      code.authorize().scopes().offered().forEach(scope -> texts.add(scope.allows()));
    }
    definition.fields().stream()
        .filter(field -> field.askedOf() == Field.AskedOf.USER && !field.hints().hidden())
        .forEach(field -> addField(texts, field));
    definition.secondConsent().ifPresent(consent -> texts.add(consent.explanation()));
  }

  private static void addField(SequencedSet<String> texts, Field field) {
    texts.add(field.title());
    List.of(field.description(), field.hints().warning()).stream()
        .flatMap(Optional::stream)
        .forEach(texts::add);
    texts.addAll(field.choices());
  }

  private static void addTable(SequencedSet<String> texts, ResourceDefinition resource) {
    texts.add(resource.title());
    resource.columns().forEach(column -> texts.add(column.title()));
  }
}
