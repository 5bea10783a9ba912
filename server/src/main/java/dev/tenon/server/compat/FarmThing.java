package dev.tenon.server.compat;

import dev.tenon.connector.ResourceDefinition;
import dev.tenon.resource.ListedItem;
import dev.tenon.resource.ListedItem.Ancestor;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A field, boundary, operation or file of a provider, without what is large in it.
///
/// @param id the provider's own
/// @param above what it is below of, outermost first: its organization
record FarmThing(String id, List<Ancestor> above, Map<FarmWord, String> words) {
  FarmThing {
    above = List.copyOf(above);
  }

  static FarmThing of(ListedItem listed, ResourceDefinition resource) {
    return new FarmThing(
        listed.id(),
        List.copyOf(listed.ancestors().values()),
        FarmWord.read(listed.item(), resource.modified()));
  }

  Optional<String> text(FarmWord word) {
    return Optional.ofNullable(words.get(word));
  }

  /// A time, whichever of the forms of ISO 8601 it has; without an offset it is UTC.
  Optional<Instant> time(FarmWord word) {
    return text(word).flatMap(FarmThing::instant);
  }

  /// The provider's organization that it belongs to.
  Optional<Ancestor> organization() {
    return above.stream().findFirst();
  }

  static Optional<Instant> instant(String text) {
    try {
      if (text.indexOf('T') < 0) {
        return Optional.of(LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
      }
      return Optional.of(
          text.matches(".*(Z|[+-][0-9]{2}(:?[0-9]{2})?)$")
              ? OffsetDateTime.parse(text).toInstant()
              : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
