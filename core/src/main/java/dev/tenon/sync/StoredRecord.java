package dev.tenon.sync;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// An item as it was when it was last seen to be another.
///
/// @param place the number of the list that it is in
/// @param version grows within the workspace with every change of a record
/// @param number which version of this record it is, from 1
/// @param json with members in order of their names
/// @param changedAt when the hub saw it
/// @param region where regions are merged
/// @param parents ids of what is above it by their word, outermost first
public record StoredRecord(
    long place,
    String id,
    long version,
    long number,
    String json,
    Instant firstSeen,
    Instant changedAt,
    Optional<Instant> deletedAt,
    Optional<String> region,
    Map<String, String> parents) {
  public StoredRecord {
    parents = Collections.unmodifiableMap(new LinkedHashMap<>(parents));
  }

  /// What a record was before.
  public record Earlier(long number, long version, String json, Instant changedAt) {}
}
