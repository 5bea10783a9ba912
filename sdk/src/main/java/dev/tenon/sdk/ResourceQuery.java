package dev.tenon.sdk;

import dev.tenon.sdk.json.JsonObject;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;

/// What is to be listed through a user's connection. Immutable; each `with` method returns a
/// narrower copy.
///
/// ```java
/// try (ResourceList todos =
///     tenon.resource("trimble-connect", "todos", "ada").within("project", "Harbour bridge").list()) {
///   for (JsonObject todo : todos) { … }
/// }
/// ```
public final class ResourceQuery {
  private final Transport transport;
  private final UserConnection connection;
  private final String resource;
  private final Map<String, String> parameters;

  ResourceQuery(Transport transport, UserConnection connection, String resource) {
    this(transport, connection, resource, Map.of());
  }

  private ResourceQuery(
      Transport transport,
      UserConnection connection,
      String resource,
      Map<String, String> parameters) {
    this.transport = transport;
    this.connection = connection;
    this.resource = resource;
    this.parameters = parameters;
  }

  /// Only what is below this: `project` and its id or exact name.
  public ResourceQuery within(String word, String idOrName) {
    return and(word, idOrName);
  }

  /// At most so many items; a list that ends so is not complete.
  public ResourceQuery limit(long items) {
    return and("limit", Long.toString(items));
  }

  /// The list, item by item as it arrives. Close it.
  ///
  /// @throws ConnectRequiredException where the user must connect first
  /// @throws HubRefusedException where there is no such resource, or nothing of that name
  public ResourceList list() {
    return new ResourceList(open("ndjson"));
  }

  /// The whole answer in one of the hub's forms: `json`, `ndjson`, `csv`, `geojson`. A `csv` that
  /// is not complete breaks off. Close it.
  public InputStream open(String format) {
    ApiPath path =
        ApiPath.of("connections", connection.id(), "resources", resource).with("format", format);
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      path = path.with(parameter.getKey(), parameter.getValue());
    }
    return stream(path);
  }

  private InputStream stream(ApiPath path) {
    HttpResponse<InputStream> response =
        transport.stream(HttpRequest.newBuilder(path.under(transport.hub())).GET());
    if (response.statusCode() != 200) {
      throw ProviderApi.refusal(response, new ProviderAnswer(response));
    }
    return response.body();
  }

  /// The file of an item that has one (`_tenon.file`), as it is stored. Close it.
  ///
  /// @param item as it was listed
  /// @throws HubRefusedException where there is no file to be had
  public InputStream file(JsonObject item) {
    JsonObject tenon = item.object("_tenon").orElse(JsonObject.empty());
    Map<String, String> query = new LinkedHashMap<>();
    tenon
        .object("file_query")
        .ifPresent(
            said ->
                said.members()
                    .keySet()
                    .forEach(name -> said.text(name).ifPresent(it -> query.put(name, it))));
    return file(tenon.requiredText("id"), query);
  }

  /// The same by its id.
  ///
  /// @param item its `_tenon.id`
  /// @param query what its `_tenon.file_query` says
  public InputStream file(String item, Map<String, String> query) {
    ApiPath path = ApiPath.of("connections", connection.id(), "resources", resource, item, "file");
    for (Map.Entry<String, String> each : query.entrySet()) {
      path = path.with(each.getKey(), each.getValue());
    }
    return stream(path);
  }

  /// The same for another resource of the connection.
  public ResourceQuery of(String other) {
    return new ResourceQuery(transport, connection, other, parameters);
  }

  /// What can be listed, as the hub describes it.
  public JsonObject describe() {
    return transport.get(ApiPath.of("connections", connection.id(), "resources")).orThrow();
  }

  private ResourceQuery and(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(parameters);
    more.put(name, value);
    return new ResourceQuery(transport, connection, resource, more);
  }
}
