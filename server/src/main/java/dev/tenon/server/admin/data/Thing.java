package dev.tenon.server.admin.data;

import dev.tenon.resource.ListedItem;
import dev.tenon.resource.PageReader;
import dev.tenon.resource.ResourceItem;
import dev.tenon.sync.StoredRecord;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// An item, wherever it was read.
///
/// @param above what it lies in, by its word: names where they are known, else ids
/// @param parents ids of the same
/// @param file the name of its file, where that is known
/// @param fileQuery what has to be said to get the file
/// @param changed when the hub saw it change, where it is kept
record Thing(
    String id,
    ResourceItem item,
    Optional<String> region,
    Map<String, String> above,
    Map<String, String> parents,
    Optional<String> file,
    Map<String, String> fileQuery,
    Optional<Instant> changed) {
  static Thing of(ListedItem listed) {
    Map<String, String> above = new LinkedHashMap<>();
    Map<String, String> parents = new LinkedHashMap<>();
    listed
        .ancestors()
        .forEach(
            (word, ancestor) -> {
              above.put(word, ancestor.name());
              parents.put(word, ancestor.id());
            });
    return new Thing(
        listed.id(),
        listed.item(),
        listed.region(),
        above,
        parents,
        listed.file(),
        listed.fileQuery(),
        Optional.empty());
  }

  static Thing of(StoredRecord record, PageReader reader) {
    return new Thing(
        record.id(),
        reader.item(record.json()),
        record.region(),
        record.parents(),
        record.parents(),
        Optional.empty(),
        Map.of(),
        Optional.of(record.changedAt()));
  }
}
