package dev.tenon.resource;

import dev.tenon.connector.ResourceDefinition.Column;
import java.util.Optional;

/// What a column shows of an item. Pure; safe for use by any thread.
public final class Cells {
  private static final int MOST_PEOPLE = 100;

  private Cells() {}

  /// The text of `column`; people by their names, several with commas. Empty text where there is
  /// none.
  public static String text(ResourceItem item, Column column) {
    Optional<String> text = item.text(column.path());
    if (text.isPresent() || !column.type().equals("person")) {
      return text.orElse("");
    }
    return person(item, column.path()).orElseGet(() -> people(item, column.path()));
  }

  private static String people(ResourceItem item, String path) {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < MOST_PEOPLE; i++) {
      Optional<String> one = person(item, path + "." + i);
      if (one.isEmpty()) {
        break;
      }
      all.append(all.isEmpty() ? "" : ", ").append(one.get());
    }
    return all.toString();
  }

  private static Optional<String> person(ResourceItem item, String path) {
    Optional<String> first = item.text(path + ".firstName");
    Optional<String> last = item.text(path + ".lastName");
    return first.isPresent() && last.isPresent()
        ? Optional.of(first.get() + " " + last.get())
        : item.text(path + ".name")
            .or(() -> item.text(path + ".email"))
            .or(() -> item.text(path + ".id"));
  }
}
