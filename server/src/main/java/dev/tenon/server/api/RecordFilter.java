package dev.tenon.server.api;

import dev.tenon.connector.ResourceDefinition;
import dev.tenon.connector.ResourceDefinition.Column;
import dev.tenon.resource.PageReader;
import dev.tenon.server.http.ProblemException;
import dev.tenon.server.http.Request;
import dev.tenon.sync.StoredRecord;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which records are asked for: columns, what is above them, and their region, each equal to a
/// text. Safe for use by any thread.
final class RecordFilter {
  private static final Set<String> OWN = Set.of("changed_since", "deleted", "cursor", "limit");
  private static final String REGION = "region";

  private final Map<String, String> wanted;
  private final PageReader reader;

  private RecordFilter(Map<String, String> wanted, PageReader reader) {
    this.wanted = wanted;
    this.reader = reader;
  }

  /// The filter that the query writes.
  ///
  /// @param resource what the connector declares; empty where that is not known now
  /// @param above words of what is above the items
  /// @throws ProblemException when it names something else
  static RecordFilter read(
      Request request,
      Optional<ResourceDefinition> resource,
      List<String> above,
      PageReader reader) {
    Map<String, String> wanted = new LinkedHashMap<>();
    for (String name : names(request.rawQuery())) {
      if (OWN.contains(name)) {
        continue;
      }
      List<String> known = new ArrayList<>(above);
      known.add(REGION);
      resource.ifPresent(it -> it.columns().stream().map(Column::path).forEach(known::add));
      if (resource.isPresent() && !known.contains(name)) {
        throw new ProblemException(
            Problems.invalid(
                    "'%s' is no column: records are filtered by %s."
                        .formatted(
                            name.replaceAll("[^A-Za-z0-9._-]", "?"), String.join(", ", known)))
                .with("parameters", known));
      }
      List<String> values = request.queryParameters(name);
      if (values.size() > 1) {
        throw new ProblemException(Problems.invalid("A parameter comes twice."));
      }
      wanted.put(name, values.getFirst());
    }
    return new RecordFilter(wanted, reader);
  }

  boolean isEmpty() {
    return wanted.isEmpty();
  }

  boolean fits(StoredRecord record) {
    return wanted.entrySet().stream().allMatch(it -> fits(record, it.getKey(), it.getValue()));
  }

  private boolean fits(StoredRecord record, String name, String value) {
    Optional<String> is =
        name.equals(REGION)
            ? record.region()
            : Optional.ofNullable(record.parents().get(name))
                .or(() -> reader.item(record.json()).text(name));
    return is.orElse("").equals(value);
  }

  private static List<String> names(String query) {
    List<String> names = new ArrayList<>();
    for (String pair : query.split("&", -1)) {
      if (!pair.isEmpty()) {
        try {
          names.add(URLDecoder.decode(pair.split("=", 2)[0], StandardCharsets.UTF_8));
        } catch (IllegalArgumentException _) {
          throw new ProblemException(Problems.invalid("The query is malformed."));
        }
      }
    }
    return names.stream().distinct().toList();
  }
}
