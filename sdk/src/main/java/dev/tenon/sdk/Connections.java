package dev.tenon.sdk;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What users hold at providers.
public final class Connections {
  private final Transport transport;

  Connections(Transport transport) {
    this.transport = transport;
  }

  /// All connections that the key may see.
  public Pages<Connection> list() {
    return list(ConnectionFilter.all());
  }

  /// The connections that pass `filter`.
  public Pages<Connection> list(ConnectionFilter filter) {
    return new Pages<>(transport, filter.on(ApiPath.of("connections")), Connection::of);
  }

  /// The connection; empty where there is none of that id.
  public Optional<Connection> find(String id) {
    return transport.get(ApiPath.of("connections", id)).orThrowUnlessAbsent().map(Connection::of);
  }

  /// Takes over tokens that were obtained elsewhere.
  public Connection importTokens(ConnectionImport tokens) {
    return Connection.of(transport.post(ApiPath.of("connections"), tokens.toJson()).orThrow());
  }

  /// Takes over many at once: all of them, or none. For admin keys.
  ///
  /// @param rows at most 10 000
  /// @throws HubRefusedException `import_invalid` with every problem of every row in `errors`;
  ///   nothing was imported then
  public BulkImport importAll(List<ConnectionImport> rows, BulkImport.Options options) {
    ApiPath path =
        ApiPath.of("connections", "import")
            .with("existing", options.existing().apiName())
            .with("dry_run", Boolean.toString(options.dryRun()));
    String lines =
        rows.stream().map(row -> row.toJson().toString()).collect(Collectors.joining("\n"));
    return BulkImport.of(transport.post(path, "application/x-ndjson", lines).orThrow());
  }

  /// Refreshes its token now, whether due or not.
  public Connection refresh(String id) {
    return Connection.of(transport.post(ApiPath.of("connections", id, "refresh")).orThrow());
  }

  /// Ends it here and revokes it at the provider; the answer says whether the provider agreed.
  public Revocation delete(String id) {
    return Revocation.of(transport.delete(ApiPath.of("connections", id)).orThrow());
  }

  /// What happened to it, as the hub orders it.
  public Pages<ConnectionEvent> events(String id) {
    return new Pages<>(transport, ApiPath.of("connections", id, "events"), ConnectionEvent::of);
  }
}
