package dev.tenon.resource;

import dev.tenon.connector.Connector;
import dev.tenon.connector.ResourceDefinition;
import java.util.ArrayList;
import java.util.LinkedHashSet;
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
    return find(connector.resources(), name);
  }

  private static Optional<ResourceDefinition> find(List<ResourceDefinition> all, String name) {
    return all.stream().filter(it -> it.name().equals(name)).findFirst();
  }

  /// The resources from the outermost to `resource` itself.
  public static List<ResourceDefinition> line(Connector connector, ResourceDefinition resource) {
    return line(connector.resources(), resource);
  }

  /// The same among `all`.
  public static List<ResourceDefinition> line(
      List<ResourceDefinition> all, ResourceDefinition resource) {
    List<ResourceDefinition> line = new ArrayList<>();
    Optional<ResourceDefinition> next = Optional.of(resource);
    while (next.isPresent()) {
      line.addFirst(next.get());
      next = next.get().parent().flatMap(name -> find(all, name));
    }
    return line;
  }

  /// The words by which a list can be narrowed: of what is above it, outermost first, and of what
  /// its items lie in where lists nest.
  ///
  /// @param line the resource with those above it, outermost first
  public static List<String> narrowing(List<ResourceDefinition> line) {
    LinkedHashSet<String> words = new LinkedHashSet<>();
    for (int i = 0; i < line.size(); i++) {
      if (i < line.size() - 1) {
        words.add(one(line.get(i)));
      }
      line.get(i).children().ifPresent(nested -> words.add(nested.word()));
    }
    return List.copyOf(words);
  }

  /// What people call an item: its name, title or label, else the first column, else its id.
  public static String name(ResourceDefinition resource, ResourceItem item) {
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
