package dev.tenon.resource;

import dev.tenon.connector.Connector;
import dev.tenon.connector.ResourceDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What resources are called, and what is above them. Pure; safe for use by any thread.
public final class Words {
  private Words() {}

  /// The word for one item of a resource: `project` for `projects`, `equipment-activity` for
  /// `equipment-activities`.
  public static String one(ResourceDefinition resource) {
    String name = resource.name();
    if (name.endsWith("ies")) {
      return name.substring(0, name.length() - 3) + "y";
    }
    return name.endsWith("s") ? name.substring(0, name.length() - 1) : name;
  }

  /// The resource of that name.
  public static Optional<ResourceDefinition> find(Connector connector, String name) {
    return connector.resources().stream().filter(it -> it.name().equals(name)).findFirst();
  }

  /// The resources from the outermost to `resource` itself.
  public static List<ResourceDefinition> line(Connector connector, ResourceDefinition resource) {
    List<ResourceDefinition> line = new ArrayList<>();
    Optional<ResourceDefinition> next = Optional.of(resource);
    while (next.isPresent()) {
      line.addFirst(next.get());
      next = next.get().parent().flatMap(name -> find(connector, name));
    }
    return line;
  }

  /// What people call an item: its name, title or label, else the first column, else its id.
  static String name(ResourceDefinition resource, ResourceItem item) {
    return List.of("name", "title", "label", "displayName", "attributes.name").stream()
        .map(item::text)
        .flatMap(Optional::stream)
        .findFirst()
        .or(
            () ->
                resource.columns().stream().findFirst().flatMap(column -> item.text(column.path())))
        .or(() -> item.text(resource.id()))
        .orElse("");
  }
}
