package dev.tenon.sdk;

import dev.tenon.sdk.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Which records of a sync are read. Immutable; each method returns a narrower copy.
///
/// ```java
/// RecordList todos = tenon.records("trimble-connect", "todos", "ada").changedSince(mark).list();
/// for (JsonObject todo : todos) { … }
/// mark = todos.changedSince();
/// ```
public final class RecordQuery {
  private final Transport transport;
  private final UserConnection connection;
  private final String resource;
  private final Map<String, String> parameters;

  RecordQuery(Transport transport, UserConnection connection, String resource) {
    this(transport, connection, resource, Map.of());
  }

  private RecordQuery(
      Transport transport,
      UserConnection connection,
      String resource,
      Map<String, String> parameters) {
    this.transport = transport;
    this.connection = connection;
    this.resource = resource;
    this.parameters = parameters;
  }

  /// Only those whose column, `region` or what is above them (`project`, by id) is `value`.
  public RecordQuery where(String name, String value) {
    return and(name, value);
  }

  /// Only what has changed since an earlier [RecordList#changedSince]; deletions too, told by
  /// `_tenon.deleted_at`.
  public RecordQuery changedSince(long mark) {
    return and("changed_since", Long.toString(mark));
  }

  /// Deleted ones too.
  public RecordQuery withDeleted() {
    return and("deleted", "true");
  }

  /// Deleted ones alone.
  public RecordQuery deletedOnly() {
    return and("deleted", "only");
  }

  /// The records in the order in which they changed, asked for page by page as they are read.
  public RecordList list() {
    return new RecordList(transport, path());
  }

  /// The record of that `_tenon.id` in each list that has it: its `record`, and what it was
  /// `earlier`.
  public Pages<JsonObject> versions(String id) {
    return new Pages<>(
        transport, ApiPath.of("connections", connection.id(), "records", resource, id), it -> it);
  }

  /// What the connector says of the resource; empty where it does not declare it any more.
  public Optional<JsonObject> describe() {
    return new ResourceQuery(transport, connection, resource)
        .describe().items("items").stream()
            .filter(JsonObject.class::isInstance)
            .map(JsonObject.class::cast)
            .filter(it -> it.text("name").filter(resource::equals).isPresent())
            .findFirst();
  }

  private ApiPath path() {
    ApiPath path = ApiPath.of("connections", connection.id(), "records", resource);
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      path = path.with(ApiPath.escaped(parameter.getKey()), parameter.getValue());
    }
    return path;
  }

  private RecordQuery and(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(parameters);
    more.put(name, value);
    return new RecordQuery(transport, connection, resource, more);
  }
}
