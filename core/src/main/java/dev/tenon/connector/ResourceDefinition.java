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
/// @param everyRegion whether every region is asked and the answers merged
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
    boolean everyRegion) {
  public ResourceDefinition {
    query = Ordered.copyOf(query);
    headers = Ordered.copyOf(headers);
    values = Ordered.copyOf(values);
    columns = List.copyOf(columns);
  }

  /// How the file of an item is had.
  ///
  /// @param path below the base; `${item.id}` is what identifies the item
  /// @param url dotted path of the file's own address in the answer, which is called without the
  ///   token; empty text where the answer is the file
  /// @param name dotted path of the file's name in an item
  /// @param only what an item must have at these dotted paths to have a file
  public record FileRule(Template path, String url, String name, Map<String, String> only) {
    public FileRule {
      only = Ordered.copyOf(only);
    }
  }

  /// A column of the table that people see.
  ///
  /// @param path dotted path in an item
  /// @param type `text`, `number`, `date`, `boolean`, `link` or `person`
  public record Column(String path, String title, String type) {}
}
