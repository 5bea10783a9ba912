package dev.tenon.server.admin.data;

import dev.tenon.connector.ResourceDefinition;
import dev.tenon.resource.ReadLists;
import dev.tenon.resource.ResourceItem;
import dev.tenon.server.admin.data.ResourcePage.Narrow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The fields that narrow a list, with the names that are known from what was looked at before.
final class Narrowing {
  private static final int MOST_NAMES = 200;

  private final DataParts parts;

  Narrowing(DataParts parts) {
    this.parts = parts;
  }

  List<Narrow> of(Asked asked) {
    List<Narrow> fields = new ArrayList<>();
    for (String word : asked.narrowing()) {
      fields.add(
          new Narrow(
              Asked.IN + word,
              Table.title(word),
              asked.within().getOrDefault(word, ""),
              names(asked, word)));
    }
    return fields;
  }

  private List<String> names(Asked asked, String word) {
    Optional<ResourceDefinition> above =
        asked.line().stream()
            .filter(it -> dev.tenon.resource.Words.one(it).equals(word))
            .findFirst();
    return above
        .flatMap(
            resource ->
                parts
                    .lists()
                    .find(
                        new ReadLists.Key(
                            asked.subject().connection().workspace(),
                            asked.connection(),
                            asked.subject().app(),
                            resource.name(),
                            Map.of()))
                    .map(
                        list ->
                            list.progress(Duration.ZERO).items().stream()
                                .map(it -> name(resource, it.item()))
                                .filter(it -> !it.isEmpty())
                                .distinct()
                                .limit(MOST_NAMES)
                                .toList()))
        .orElse(List.of());
  }

  private static String name(ResourceDefinition resource, ResourceItem item) {
    return dev.tenon.resource.Words.name(resource, item);
  }
}
