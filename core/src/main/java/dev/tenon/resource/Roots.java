package dev.tenon.resource;

import dev.tenon.client.ClientResolution;
import dev.tenon.connector.Connector;
import dev.tenon.connector.ResourceDefinition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Where the outermost resource of a listing is asked for: in every region, or where the connection
/// is.
///
/// @param anyPage whether the provider has answered already
/// @param regionsKnown whether every region that the provider has is among them
record Roots(List<Place> places, boolean anyPage, boolean regionsKnown) {
  Roots {
    places = List.copyOf(places);
  }

  /// Those of `outermost`.
  ///
  /// @param notes hears what is odd
  /// @throws ResourceListings.RefusedException when nothing can be asked for
  static Roots of(PageCalls calls, ResourceDefinition outermost, Consumer<String> notes) {
    Place here = Place.usual();
    if (!outermost.everyRegion()) {
      return new Roots(List.of(here), false, true);
    }
    Connector connector = calls.client().connector();
    Optional<String> chosen =
        Optional.ofNullable(calls.client().client().parameters().get(ClientResolution.REGION));
    Regions.Found found =
        Regions.list(connector)
            .map(list -> Regions.discover(calls, list, here.values(calls, list)))
            .orElseGet(() -> new Regions.Found(List.of(), List.of()));
    found.notes().forEach(notes);
    List<Place> places =
        found.regions().isEmpty()
            ? connector.regions().stream().map(it -> Place.of(it.name(), Map.of())).toList()
            : found.regions().stream().map(it -> Place.of(it.name(), it.values())).toList();
    List<Place> wanted =
        places.stream().filter(it -> chosen.isEmpty() || it.region().equals(chosen)).toList();
    return new Roots(
        wanted.isEmpty() ? List.of(here) : wanted,
        !found.regions().isEmpty(),
        found.notes().isEmpty());
  }
}
