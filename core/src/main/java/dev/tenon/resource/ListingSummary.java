package dev.tenon.resource;

import java.util.List;
import java.util.Optional;

/// How a listing ended.
///
/// @param count items that were told
/// @param missing what could not be had; nothing: the list is complete
/// @param notes what was odd and lost nothing, each once
/// @param regionsKnown whether the provider itself said which regions there are, where it says so
public record ListingSummary(
    long count, List<Missing> missing, List<String> notes, boolean regionsKnown) {
  public ListingSummary {
    missing = List.copyOf(missing);
    notes = List.copyOf(notes);
  }

  /// Whether everything that there is was told.
  public boolean isComplete() {
    return missing.isEmpty();
  }

  /// Something that could not be had.
  ///
  /// @param what `list`, `page`, `items` or `rest`
  /// @param parent the id of the item whose list it is
  /// @param code stable
  /// @param detail for people
  public record Missing(
      String what,
      String resource,
      Optional<String> region,
      Optional<String> parent,
      String code,
      String detail) {}
}
