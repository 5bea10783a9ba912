package dev.tenon.server.catalog;

import dev.tenon.connector.ResourceDefinition;
import dev.tenon.connector.Template;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads what can be listed.
final class ResourceReader {
  private ResourceReader() {}

  static List<ResourceDefinition> read(Section root, Placeholders known) {
    Map<String, Section> written = root.named("resources");
    List<ResourceDefinition> resources = new ArrayList<>();
    written.forEach((name, each) -> resources.add(resource(name, each, known)));
    written.forEach((name, each) -> checkParents(name, each, written));
    return resources;
  }

  private static ResourceDefinition resource(String name, Section section, Placeholders known) {
    Placeholders names = section.has("parent") ? known.and("parent.") : known;
    Template path = section.template("path", names).orElseGet(ConnectorReader::nothing);
    checkPath(section, path);
    return new ResourceDefinition(
        name,
        section.text("title", name),
        section.text("parent"),
        UrlTemplates.optional(section, "base_url", names),
        path,
        section.templates("query", names),
        section.templates("headers", names),
        section.section("paging").map(ApiReader::paging),
        section.text("items", ""),
        section.text("id", "id"),
        section.text("modified"),
        columns(section),
        section.text("geometry"),
        section.pairs("values"),
        section.section("file").map(it -> file(it, names)),
        section.flag("every_region", false));
  }

  private static ResourceDefinition.FileRule file(Section section, Placeholders names) {
    Template path =
        section.template("path", names.and("item.")).orElseGet(ConnectorReader::nothing);
    checkPath(section, path);
    return new ResourceDefinition.FileRule(
        path, section.text("url", ""), section.text("name", "name"), section.pairs("only"));
  }

  private static void checkPath(Section section, Template path) {
    if (!path.canBePath()) {
      section.problem("path", "is not a path below the API's base");
    }
    if (path.toString().startsWith("/") || path.toString().contains("://")) {
      section.problem("path", "is below the API's base: without a slash or host at its beginning");
    }
  }

  private static List<ResourceDefinition.Column> columns(Section section) {
    List<ResourceDefinition.Column> columns = new ArrayList<>();
    section
        .named("columns")
        .forEach(
            (path, each) ->
                columns.add(
                    new ResourceDefinition.Column(
                        path, each.text("title", path), each.text("type", "text"))));
    return columns;
  }

  private static void checkParents(String name, Section section, Map<String, Section> all) {
    Set<String> line = new HashSet<>(Set.of(name));
    Optional<String> parent = section.text("parent");
    while (parent.isPresent()) {
      Section found = all.get(parent.get());
      if (found == null) {
        section.problem("parent", "there is no resource '" + parent.get() + "'");
        return;
      }
      if (!line.add(parent.get())) {
        section.problem("parent", "must not go round in a circle");
        return;
      }
      parent = found.text("parent");
    }
  }
}
