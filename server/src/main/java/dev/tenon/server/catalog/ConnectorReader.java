package dev.tenon.server.catalog;

import dev.tenon.connector.Api;
import dev.tenon.connector.ConnectionDefinition;
import dev.tenon.connector.Connector;
import dev.tenon.connector.ConnectorName;
import dev.tenon.connector.Environment;
import dev.tenon.connector.Field;
import dev.tenon.connector.Prerequisite;
import dev.tenon.connector.Provenance;
import dev.tenon.connector.Region;
import dev.tenon.connector.ResourceDefinition;
import dev.tenon.connector.Template;
import dev.tenon.connector.UserTexts;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Makes a [Connector] of a file that the schema has found good.
final class ConnectorReader {
  private static final Set<String> CHOSEN = Set.of("environment", "region", "client_id");

  private final Yaml.Mapping file;
  private final Section root;

  private ConnectorReader(Yaml.Mapping file, Yaml.Mapping whole, List<CatalogueProblem> problems) {
    this.file = file;
    this.root = new Section(whole, "", problems);
  }

  /// The connector; what is wrong is added to `problems`, and then the result must not be used.
  ///
  /// @param file what the file says itself
  /// @param whole the same with what it inherits
  static Connector read(Yaml.Mapping file, Yaml.Mapping whole, List<CatalogueProblem> problems) {
    return new ConnectorReader(file, whole, problems).connector();
  }

  private Connector connector() {
    List<Field> parameters = FieldReader.read(root, "parameters", Field.AskedOf.ADMIN);
    for (Field parameter : parameters) {
      if (CHOSEN.contains(parameter.name())) {
        root.sectionOrEmpty("parameters").problem(parameter.name(), "is a name that the hub sets");
      }
    }
    Placeholders ofParameters =
        Placeholders.of(parameters.stream().map(Field::name).toList()).and(CHOSEN);
    List<Environment> environments = environments(ofParameters);
    Placeholders ofEnvironment =
        ofParameters.and(
            environments.stream().flatMap(each -> each.values().keySet().stream()).toList());
    List<Region> regions = regions(ofEnvironment);
    Placeholders known =
        ofEnvironment.and(
            regions.stream().flatMap(each -> each.values().keySet().stream()).toList());
    List<ConnectionDefinition> definitions = definitions(known);
    Placeholders kept = known.and(everythingKept(definitions));
    Api api = ApiReader.api(root.sectionOrEmpty("api"), kept, ApiReader.Scheme.BEARER);
    List<ResourceDefinition> resources = ResourceReader.read(root, kept);
    return new Connector(
        new ConnectorName(root.text("name", "unnamed")),
        root.text("title", ""),
        root.texts("categories"),
        new Provenance(root.flag("verified", false), root.date("checked"), root.texts("sources")),
        root.uri("documentation"),
        root.uri("setup_guide"),
        root.uri("user_guide"),
        prerequisites(root),
        parameters,
        environments,
        regions,
        definitions,
        api,
        resources,
        TranslationReader.read(file, root, UserTexts.of(definitions, resources)));
  }

  static List<Prerequisite> prerequisites(Section section) {
    return section.sections("prerequisites").stream()
        .map(each -> new Prerequisite(each.text("text", ""), each.uri("link")))
        .toList();
  }

  private List<Environment> environments(Placeholders known) {
    List<Environment> environments = new ArrayList<>();
    root.named("environments")
        .forEach(
            (name, each) ->
                environments.add(
                    new Environment(
                        name, each.text("title", name), each.templates("values", known))));
    return environments;
  }

  private List<Region> regions(Placeholders known) {
    List<Region> regions = new ArrayList<>();
    root.named("regions")
        .forEach(
            (name, each) ->
                regions.add(
                    new Region(
                        name,
                        each.text("title", name),
                        each.flag("master", false),
                        each.templates("values", known))));
    if (regions.stream().filter(Region::master).count() > 1) {
      root.problem("regions", "only one region can be the master");
    }
    return regions;
  }

  private List<ConnectionDefinition> definitions(Placeholders known) {
    Set<String> resources = root.named("resources").keySet();
    List<ConnectionDefinition> definitions = new ArrayList<>();
    root.named("definitions")
        .forEach(
            (name, each) ->
                definitions.add(
                    new DefinitionReader(name, each, root.section("api"), known, resources)
                        .read()));
    return definitions;
  }

  private Set<String> everythingKept(List<ConnectionDefinition> definitions) {
    Set<String> names = new LinkedHashSet<>();
    Map<String, Section> written = root.named("definitions");
    written.values().forEach(each -> names.addAll(DefinitionReader.kept(each)));
    definitions.forEach(each -> each.fields().forEach(field -> names.add(field.name())));
    return names;
  }

  /// A template that stands for one that could not be read.
  static Template nothing() {
    return Template.literal("");
  }
}
