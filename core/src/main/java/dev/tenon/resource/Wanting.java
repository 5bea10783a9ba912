package dev.tenon.resource;

import dev.tenon.connector.ResourceDefinition;
import dev.tenon.connector.ResourceDefinition.Children;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which items a wish is for, by the ids and names of what they are and lie in; and what there was
/// instead. Used by one thread.
final class Wanting {
  private static final int MOST_NAMES = 1000;

  private final ListingWish wish;
  private final Set<String> fitting = new LinkedHashSet<>();
  private final Map<String, List<String>> seenNames = new LinkedHashMap<>();

  Wanting(ListingWish wish) {
    this.wish = wish;
  }

  /// Whether an item is wished for: by what it is, where lists are below it, and by what it lies
  /// in.
  boolean wants(List<ResourceDefinition> line, int level, Nest nest, ResourceItem item) {
    ResourceDefinition resource = line.get(level);
    String around = resource.children().map(Children::word).orElse("");
    boolean inChosen = nest.chosen() || !wish.within().containsKey(around);
    String word = Words.one(resource);
    if (level == line.size() - 1 || !wish.within().containsKey(word)) {
      return inChosen;
    }
    String name = Words.name(resource, item);
    boolean itself = fits(word, item.text(resource.id()), name, nest.path(name));
    return word.equals(around) ? itself || nest.chosen() : itself && inChosen;
  }

  /// Whether what lies in `item`, a `word` with that path, is wished for by its being there.
  boolean chooses(String word, ResourceDefinition resource, ResourceItem item, String path) {
    return wish.within().containsKey(word)
        && fits(word, item.text(resource.id()), Words.name(resource, item), path);
  }

  /// A wish that nothing fits is a mistake of whoever wished, where the list above is whole.
  ///
  /// @param isWhole whether nothing was lost
  void check(boolean isWhole) throws NothingFitsException {
    for (Map.Entry<String, String> wanted : wish.within().entrySet()) {
      if (!fitting.contains(wanted.getKey()) && isWhole) {
        throw new NothingFitsException(
            wanted.getKey(), wanted.getValue(), seenNames.getOrDefault(wanted.getKey(), List.of()));
      }
    }
  }

  private boolean fits(String word, Optional<String> id, String name, String path) {
    String wanted = wish.within().getOrDefault(word, "");
    boolean fits = id.filter(wanted::equals).isPresent() || List.of(name, path).contains(wanted);
    if (fits) {
      fitting.add(word);
    } else {
      List<String> names = seenNames.computeIfAbsent(word, _ -> new ArrayList<>());
      if (names.size() < MOST_NAMES) {
        names.add(name);
      }
    }
    return fits;
  }
}
