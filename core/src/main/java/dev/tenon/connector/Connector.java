package dev.tenon.connector;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/// How to talk to one provider, as declared in one YAML file. Immutable.
///
/// @param title the provider's name for people
/// @param categories for finding it
/// @param provenance where its facts come from
/// @param documentation the provider's own page for developers
/// @param setupGuide how an admin registers an OAuth client at the provider
/// @param userGuide what an end user reads before connecting
/// @param prerequisites what an admin needs before it can work, in order
/// @param parameters what fills the placeholders of its templates
/// @param environments the provider's separate worlds (production, staging); the first is the
///   default
/// @param regions hosts among which the provider spreads its data
/// @param definitions the ways of authorising that it offers; the first is the default
/// @param api where and how its API is called
/// @param resources what can be listed
/// @param translations of what end users are told
public record Connector(
    ConnectorName name,
    String title,
    List<String> categories,
    Provenance provenance,
    Optional<URI> documentation,
    Optional<URI> setupGuide,
    Optional<URI> userGuide,
    List<Prerequisite> prerequisites,
    List<Field> parameters,
    List<Environment> environments,
    List<Region> regions,
    List<ConnectionDefinition> definitions,
    Api api,
    List<ResourceDefinition> resources,
    Translations translations) {
  public Connector {
    categories = List.copyOf(categories);
    prerequisites = List.copyOf(prerequisites);
    parameters = List.copyOf(parameters);
    environments = List.copyOf(environments);
    regions = List.copyOf(regions);
    definitions = List.copyOf(definitions);
    resources = List.copyOf(resources);
    if (definitions.isEmpty()) {
      throw new IllegalArgumentException("a connector has a connection definition");
    }
  }

  /// How the API is called with what `definition` hands out.
  public Api api(ConnectionDefinition definition) {
    return definition.api().orElse(api);
  }

  /// The connection definition of that name.
  public Optional<ConnectionDefinition> definition(DefinitionName wanted) {
    return definitions.stream().filter(each -> each.name().equals(wanted)).findFirst();
  }
}
