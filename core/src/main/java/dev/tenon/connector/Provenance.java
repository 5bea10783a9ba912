package dev.tenon.connector;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// Where a connector's facts come from.
///
/// @param verified whether somebody has seen it work against the live service
/// @param checkedOn when the sources were last read
public record Provenance(boolean verified, Optional<LocalDate> checkedOn, List<String> sources) {
  public Provenance {
    sources = List.copyOf(sources);
  }
}
