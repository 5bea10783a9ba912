package dev.tenon.resource;

import dev.tenon.connector.Connector;
import dev.tenon.connector.ResourceDefinition;
import dev.tenon.resource.PageCalls.Got;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The regions of a provider as it lists them itself.
final class Regions {
  private Regions() {}

  /// The resource that lists them, where the connector has one.
  static Optional<ResourceDefinition> list(Connector connector) {
    return connector.resources().stream().filter(it -> !it.values().isEmpty()).findFirst();
  }

  /// Asks for them.
  ///
  /// @throws ResourceListings.RefusedException when nothing can be asked for
  static Found discover(
      PageCalls calls, ResourceDefinition list, Function<String, Optional<String>> values) {
    Got got = calls.page(list, values, PageAsk.plain(), Optional.empty(), _ -> false);
    if (got instanceof Got.Refused refused) {
      throw new ResourceListings.RefusedException(refused.result());
    }
    if (!(got instanceof Got.Part part)) {
      return new Found(
          List.of(),
          List.of(
              "the provider's list of regions could not be had; those of the connector were asked"));
    }
    Optional<String> master = calls.client().value("api_url");
    List<Discovered> regions = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    try (PageReader.Page page = part.page()) {
      read(list, page.items(), master, regions, notes);
    }
    return new Found(regions, notes);
  }

  private static void read(
      ResourceDefinition list,
      List<ResourceItem> items,
      Optional<String> master,
      List<Discovered> regions,
      List<String> notes) {
    for (ResourceItem item : items) {
      Map<String, String> own = new LinkedHashMap<>();
      list.values()
          .forEach(
              (name, path) ->
                  item.text(path)
                      .map(it -> RegionAddress.whole(it, master))
                      .filter(it -> RegionAddress.isKin(it, master))
                      .ifPresent(it -> own.put(name, it)));
      Optional<String> name = item.text(list.id());
      if (name.isPresent() && own.size() == list.values().size()) {
        regions.add(new Discovered(name.get(), own));
      } else {
        notes.add(
            "a region of the provider's list has an address that is none of its own, and was left"
                + " out");
      }
    }
  }

  /// A region.
  ///
  /// @param values template values
  record Discovered(String name, Map<String, String> values) {
    Discovered {
      values = Map.copyOf(values);
    }
  }

  /// What the provider listed, and what was odd.
  record Found(List<Discovered> regions, List<String> notes) {
    Found {
      regions = List.copyOf(regions);
      notes = List.copyOf(notes);
    }
  }
}
