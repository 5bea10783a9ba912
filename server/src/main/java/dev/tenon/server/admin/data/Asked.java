package dev.tenon.server.admin.data;

import dev.tenon.connection.ConnectionId;
import dev.tenon.connector.ResourceDefinition;
import dev.tenon.resource.ReadLists;
import dev.tenon.server.admin.page.Visit;
import dev.tenon.server.admin.page.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What of a resource is asked for, as the address says it. Immutable.
///
/// @param line the resource with those above it, outermost first
/// @param within what narrows it, by its word; in the address each has [#IN] in front
/// @param source empty: the records where some are kept, else the provider
/// @param view empty: the table
/// @param sort the number of a column
record Asked(
    Subject subject,
    List<ResourceDefinition> line,
    Map<String, String> within,
    String source,
    String view,
    String word,
    Optional<Integer> sort,
    boolean descending,
    int page,
    Optional<String> zoom) {
  static final String IN = "in.";
  static final String LIVE = "live";
  static final String KEPT = "kept";
  static final String MAP = "map";
  static final String TREE = "tree";
  static final int LONGEST = 1000;

  static Asked read(Visit visit, Subject subject, ResourceDefinition resource) {
    List<ResourceDefinition> line = dev.tenon.resource.Words.line(subject.resources(), resource);
    Map<String, String> within = new LinkedHashMap<>();
    for (String word : dev.tenon.resource.Words.narrowing(line)) {
      visit
          .query(IN + word)
          .filter(it -> it.length() <= LONGEST && it.indexOf('\0') < 0)
          .ifPresent(it -> within.put(word, it));
    }
    return new Asked(
        subject,
        line,
        within,
        visit.query("from").filter(it -> it.equals(LIVE) || it.equals(KEPT)).orElse(""),
        visit.query("view").filter(it -> it.equals(MAP) || it.equals(TREE)).orElse(""),
        visit.query("q").filter(it -> it.length() <= 200 && it.indexOf('\0') < 0).orElse(""),
        visit
            .query("sort")
            .filter(it -> it.matches("[0-9]{1,3}"))
            .map(Integer::valueOf)
            .filter(it -> it < resource.columns().size()),
        visit.query("desc").isPresent(),
        visit
            .query("page")
            .filter(it -> it.matches("[1-9][0-9]{0,5}"))
            .map(Integer::valueOf)
            .orElse(1),
        visit.query("zoom").filter(it -> it.length() <= LONGEST));
  }

  /// The same narrowed by these.
  Asked narrowedTo(Map<String, String> others) {
    return new Asked(subject, line, others, source, view, word, sort, descending, page, zoom);
  }

  ResourceDefinition resource() {
    return line.getLast();
  }

  ConnectionId connection() {
    return subject.connection().id();
  }

  /// The words by which it can be narrowed.
  List<String> narrowing() {
    return dev.tenon.resource.Words.narrowing(line);
  }

  ReadLists.Key key() {
    return new ReadLists.Key(
        subject.connection().workspace(), connection(), subject.app(), resource().name(), within);
  }

  /// The path of the resource's page, or of what is below it.
  String base(String below) {
    return "/console/data/%s/%s%s".formatted(connection(), Words.inPath(resource().name()), below);
  }

  /// The parameters that say what is read, and from where.
  Map<String, String> place() {
    Map<String, String> parameters = new LinkedHashMap<>();
    within.forEach((word, value) -> parameters.put(IN + word, value));
    if (!subject.app().equals(subject.apps().getFirst())) {
      parameters.put("app", subject.app().value());
    }
    if (!source.isEmpty()) {
      parameters.put("from", source);
    }
    return parameters;
  }

  /// All of what the address says, but which page.
  Map<String, String> all() {
    Map<String, String> parameters = place();
    if (!view.isEmpty()) {
      parameters.put("view", view);
    }
    if (!word.isEmpty()) {
      parameters.put("q", word);
    }
    sort.ifPresent(it -> parameters.put("sort", it.toString()));
    if (descending) {
      parameters.put("desc", "1");
    }
    return parameters;
  }

  /// `parameters` with one more or another.
  static Map<String, String> and(Map<String, String> parameters, String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(parameters);
    more.put(name, value);
    return more;
  }

  /// `parameters` without these.
  static Map<String, String> without(Map<String, String> parameters, String... names) {
    Map<String, String> fewer = new LinkedHashMap<>(parameters);
    List.of(names).forEach(fewer::remove);
    return fewer;
  }

  /// A path with its query.
  static String address(String path, Map<String, String> parameters) {
    StringBuilder query = new StringBuilder();
    parameters.forEach(
        (name, value) ->
            query
                .append(query.isEmpty() ? '?' : '&')
                .append(Words.inPath(name))
                .append('=')
                .append(Words.inPath(value)));
    return path + query;
  }
}
