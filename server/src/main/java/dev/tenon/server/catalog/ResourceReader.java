package dev.tenon.server.catalog;

import dev.tenon.connector.ResourceDefinition;
import dev.tenon.connector.ResourceDefinition.Children;
import dev.tenon.connector.ResourceDefinition.FileRule;
import dev.tenon.connector.ResourceDefinition.FileStep;
import dev.tenon.connector.Template;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Reads what can be listed.
final class ResourceReader {
  private static final int DEEPEST = 50;
  private static final String PARENT = "parent.";

  private ResourceReader() {}

  static List<ResourceDefinition> read(Section root, Placeholders known) {
    Map<String, Section> written = root.named("resources");
    List<ResourceDefinition> resources = new ArrayList<>();
    written.forEach((name, each) -> resources.add(resource(name, each, known)));
    written.forEach((name, each) -> checkParents(name, each, written));
    resources.forEach(each -> checkFile(each, written));
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
        section.section("incremental").map(it -> incremental(it, names)),
        section.flag("every_region", false),
        section.pairs("only"),
        section.section("children").map(it -> children(it, names)));
  }

  private static Children children(Section section, Placeholders names) {
    Placeholders below = names.and("item.");
    Template path = section.template("path", below).orElseGet(ConnectorReader::nothing);
    checkPath(section, path);
    return new Children(
        path,
        section.templates("query", below),
        section.pairs("of"),
        section.text("word", ""),
        section.number("depth", DEEPEST));
  }

  private static FileRule file(Section section, Placeholders names) {
    String key = section.text("key", "");
    Placeholders known =
        key.isEmpty() ? names.and("item.id") : names.and("item.id").and("item.key");
    List<FileStep> steps = new ArrayList<>();
    for (Section each : section.sections("steps")) {
      Template path = each.template("path", known).orElseGet(ConnectorReader::nothing);
      checkPath(each, path);
      Map<String, String> keep = each.pairs("keep");
      steps.add(new FileStep(path, keep));
      known = known.and(keep.keySet());
    }
    Template path = section.template("path", known).orElseGet(ConnectorReader::nothing);
    checkPath(section, path);
    return new FileRule(
        steps,
        path,
        key,
        section.text("url", ""),
        section.text("name", "name"),
        section.pairs("only"));
  }

  private static ResourceDefinition.Incremental incremental(Section section, Placeholders names) {
    return new ResourceDefinition.Incremental(
        section.text("parameter", ""),
        section
            .template("value", names.and("since", "since_seconds"))
            .orElseGet(ConnectorReader::nothing));
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

  /// Of what is above an item, only the ids are known when its file is asked for.
  private static void checkFile(ResourceDefinition resource, Map<String, Section> all) {
    Section section = all.get(resource.name());
    if (resource.file().isEmpty() || section == null) {
      return;
    }
    FileRule rule = resource.file().get();
    Stream.concat(Stream.of(rule.path()), rule.steps().stream().map(FileStep::path))
        .flatMap(template -> template.names().stream())
        .filter(name -> name.startsWith(PARENT))
        .filter(name -> !isId(name, section, all))
        .forEach(
            name ->
                section.problem(
                    "file", "${" + name + "} is not the id of what is above; only ids are known"));
  }

  private static boolean isId(String name, Section resource, Map<String, Section> all) {
    Section at = resource;
    String path = name;
    while (path.startsWith(PARENT)) {
      path = path.substring(PARENT.length());
      Section above = all.get(at.text("parent", ""));
      if (above == null) {
        return false;
      }
      at = above;
    }
    return path.equals(at.text("id", "id"));
  }
}
