package dev.tenon.connector;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Something listable at a provider.
///
/// @param name for example `todos`
/// @param parent the resource whose items this one's path needs, for example `projects`
/// @param baseUrl in place of the API's
/// @param path below the base; `${parent.id}` is a field of the parent's item
/// @param items dotted path of the list in the answer; empty text when the answer is the list
/// @param id dotted path of what identifies an item
/// @param modified dotted path of when an item was last changed
/// @param columns what people see, in order
/// @param geometry dotted path of a GeoJSON geometry
/// @param values of a list of regions: template values by the dotted path that they have in an item
/// @param file how the file of an item is had, where items have files
/// @param incremental how only what has changed is asked for, where that can be
/// @param everyRegion whether every region is asked and the answers merged
/// @param only what an item of the answer must have at these dotted paths to be one of this
///   resource; `*` is anything
/// @param children how the items below an item of the same list are asked for, where they nest
public record ResourceDefinition(
    String name,
    String title,
    Optional<String> parent,
    Optional<Template> baseUrl,
    Template path,
    Map<String, Template> query,
    Map<String, Template> headers,
    Optional<Paging> paging,
    String items,
    String id,
    Optional<String> modified,
    List<Column> columns,
    Optional<String> geometry,
    Map<String, String> values,
    Optional<FileRule> file,
    Optional<Incremental> incremental,
    boolean everyRegion,
    Map<String, String> only,
    Optional<Children> children) {
  public ResourceDefinition {
    only = Ordered.copyOf(only);
    query = Ordered.copyOf(query);
    headers = Ordered.copyOf(headers);
    values = Ordered.copyOf(values);
    columns = List.copyOf(columns);
  }

  /// Whether it is below nothing else, and no list of regions: what is there at first sight.
  public boolean isOutermost() {
    return parent.isEmpty() && values.isEmpty();
  }

  /// The same, asked for below one of its own items: `${item.…}` is of that item, and `${parent.…}`
  /// stays what it was.
  ///
  /// @throws IllegalStateException where its items do not nest
  public ResourceDefinition below() {
    Children nested =
        children.orElseThrow(() -> new IllegalStateException(name + " does not nest"));
    return askedBy(nested.path(), nested.query());
  }

  /// The same, asked for at another path.
  public ResourceDefinition askedBy(Template otherPath, Map<String, Template> otherQuery) {
    return new ResourceDefinition(
        name,
        title,
        parent,
        baseUrl,
        otherPath,
        otherQuery,
        headers,
        paging,
        items,
        id,
        modified,
        columns,
        geometry,
        values,
        file,
        incremental,
        everyRegion,
        only,
        children);
  }

  /// How lists nest in lists of the same kind: folders in folders.
  ///
  /// @param path below the base; `${item.id}` is of the item that the list is below
  /// @param query in place of the resource's own
  /// @param of what an item of the answer must have at these dotted paths to have a list below it;
  ///   `*` is anything
  /// @param word what the item above is called, for people and to narrow a list by: `folder`
  /// @param depth how many lists may lie in each other; what is deeper is said to be missing
  public record Children(
      Template path, Map<String, Template> query, Map<String, String> of, String word, int depth) {
    public Children {
      query = Ordered.copyOf(query);
      of = Ordered.copyOf(of);
    }
  }

  /// How the file of an item is had.
  ///
  /// @param steps asked before, each for values that the next ones and `path` use
  /// @param path below the base; `${item.id}` is what identifies the item, `${item.key}` what
  ///   stands at `key`, `${parent.id}` what identifies the item above
  /// @param key dotted path of what else of the item its file is had by; empty text for nothing
  /// @param url dotted path of the file's own address in the answer, which is called without the
  ///   token; empty text where the answer is the file
  /// @param name dotted path of the file's name in an item
  /// @param only what an item must have at these dotted paths to have a file; `*` is anything
  public record FileRule(
      List<FileStep> steps,
      Template path,
      String key,
      String url,
      String name,
      Map<String, String> only) {
    public FileRule {
      steps = List.copyOf(steps);
      only = Ordered.copyOf(only);
    }

    /// Whether it is had by what is above the item.
    public boolean needsParents() {
      return java.util.stream.Stream.concat(
              java.util.stream.Stream.of(path), steps.stream().map(FileStep::path))
          .flatMap(template -> template.names().stream())
          .anyMatch(placeholder -> placeholder.startsWith("parent."));
    }
  }

  /// Something asked for on the way to a file.
  ///
  /// @param path below the base
  /// @param keep dotted paths in the answer by the names that later templates have for them
  public record FileStep(Template path, Map<String, String> keep) {
    public FileStep {
      keep = Ordered.copyOf(keep);
    }
  }

  /// How only what has changed since a time is asked for.
  ///
  /// @param parameter of the query
  /// @param value what it is sent with: `${since}` is the time (RFC 3339), `${since_seconds}` the
  ///   same as seconds since 1970
  public record Incremental(String parameter, Template value) {}

  /// A column of the table that people see.
  ///
  /// @param path dotted path in an item
  /// @param type `text`, `number`, `date`, `boolean`, `link` or `person`
  public record Column(String path, String title, String type) {}
}
