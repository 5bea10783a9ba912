package dev.tenon.bench;

import dev.tenon.access.WorkspaceId;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.OAuthClientId;
import dev.tenon.sdk.OAuthClientFields;
import dev.tenon.sdk.Secret;
import dev.tenon.sdk.TenonClient;
import dev.tenon.server.sql.Database;
import dev.tenon.server.sql.DatabaseSettings;
import dev.tenon.server.vault.KeyRing;
import dev.tenon.server.vault.MasterKey;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A database with very many connections whose refreshes go to a [Provider], and what nodes need to
/// work on it. Nothing is due until a measurement says so. Its integrations belong to all apps; the
/// one app is `bench`.
final class Installation {
  static final String ADMIN_KEY = "tenon_benchbenchbenchbenchbenchbenchbenchbenchben";

  /// The workspace that a hub makes at its first start.
  static final WorkspaceId WORKSPACE = new WorkspaceId("ws_1");

  private final Path directory;
  private final String url;
  private final String masterKey;
  private final List<String> integrations;
  private final Secret key;

  private Installation(
      Path directory, String url, String masterKey, List<String> integrations, Secret key) {
    this.directory = directory;
    this.url = url;
    this.masterKey = masterKey;
    this.integrations = integrations;
    this.key = key;
  }

  /// Makes one with its nodes' data below `directory`.
  ///
  /// @param url a PostgreSQL's; none for SQLite
  /// @param clients what is registered
  /// @param connections how many are made: they are spread over the clients by their shares
  static Installation make(
      Path directory, Optional<String> url, List<Client> clients, int connections)
      throws SQLException {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    String masterKey = Base64.getEncoder().encodeToString(random);
    String database =
        url.orElseGet(() -> "jdbc:sqlite:" + directory.resolve("bench.db").toAbsolutePath());
    List<String> integrations = new ArrayList<>();
    for (Client client : clients) {
      for (int i = 0; i < client.share(); i++) {
        integrations.add(client.integration());
      }
    }
    Installation empty =
        new Installation(directory, database, masterKey, integrations, Secret.of(ADMIN_KEY));
    Secret key;
    try (Node node = empty.start("first")) {
      key = register(node.url(), clients);
    }
    empty.fill(connections);
    return new Installation(directory, database, masterKey, integrations, key);
  }

  /// The same data as `kept`, which was made by an earlier run, at `url` now.
  static Installation again(Path directory, String url, Kept kept) {
    return new Installation(
        directory, url, kept.masterKey(), kept.integrations(), Secret.of(kept.key()));
  }

  /// How the database would run a query.
  List<String> plan(String sql) throws SQLException {
    List<String> lines = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("EXPLAIN " + sql)) {
      while (result.next()) {
        lines.add(result.getString(1));
      }
    }
    return lines;
  }

  /// What a later run needs to know beside the data.
  Kept kept() {
    return new Kept(masterKey, key.reveal(), integrations);
  }

  /// Its stores, beside its nodes.
  Database open() {
    return Database.open(settings());
  }

  /// Starts a node, with a data directory of that name.
  Node start(String name) {
    return new Node(
        Child.start(
            List.of(),
            HubProcess.class,
            List.of(directory.resolve(name).toString(), ADMIN_KEY, url, masterKey)));
  }

  /// What an app sends for the token of connection `number`.
  String request(int number) {
    return Requests.token(key, integration(number), Million.owner(number));
  }

  /// Under which name apps ask for connection `number`.
  String integration(int number) {
    return integrations.get(number % integrations.size());
  }

  Secret key() {
    return key;
  }

  String url() {
    return url;
  }

  /// Runs one statement beside the nodes; how many rows it wrote.
  long update(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      if (url.startsWith("jdbc:sqlite:")) {
        statement.execute("PRAGMA busy_timeout = 10000");
      }
      return statement.executeLargeUpdate(sql);
    }
  }

  /// The number that a query brings.
  long number(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      return result.next() ? result.getLong(1) : 0;
    }
  }

  private void fill(int connections) throws SQLException {
    try (Database database = Database.open(settings())) {
      Map<String, OAuthClientId> ids =
          database.oauthClients().all(WORKSPACE).stream()
              .collect(Collectors.toMap(it -> it.name().value(), OAuthClient::id));
      MasterKey master = MasterKey.parse(dev.tenon.secret.Secret.of(masterKey)).orElseThrow();
      KeyRing keys = KeyRing.open(master, database.keyset(), database::storeFirstKeyset);
      Instant now = database.clock().instant();
      new Million(
              WORKSPACE,
              integrations.stream().map(name -> known(ids, name)).toList(),
              keys.vault(),
              new Million.Due(now, now.plus(Duration.ofDays(6)), Duration.ofDays(1)))
          .fill(url, connections);
    }
  }

  private DatabaseSettings settings() {
    return DatabaseSettings.of(Optional.of(url), directory);
  }

  private static OAuthClientId known(Map<String, OAuthClientId> ids, String name) {
    OAuthClientId id = ids.get(name);
    if (id == null) {
      throw new IllegalStateException(name + " was not registered");
    }
    return id;
  }

  private static Secret register(URI hub, List<Client> clients) {
    try (var admin = TenonClient.of(hub, Secret.of(ADMIN_KEY))) {
      for (Client client : clients) {
        admin.oauthClients().create(client.integration(), client.fields());
      }
      admin.apps().create("bench");
      return admin.apps().createKey("bench", "bench").key();
    }
  }

  /// An OAuth client.
  ///
  /// @param tokenUrl where it refreshes
  /// @param share how many connections it has of those that one with a share of 1 has one of
  record Client(String integration, String connector, URI tokenUrl, int share) {
    /// Of the generic connector, which declares no rate.
    static Client of(String integration, int port, int share) {
      URI tokenUrl = URI.create("http://127.0.0.1:" + port + "/" + integration + "/token");
      return new Client(integration, "generic-oauth2", tokenUrl, share);
    }

    private OAuthClientFields fields() {
      return OAuthClientFields.none()
          .connector(connector)
          .connectionDefinition("user-sign-in")
          .clientId("bench-" + integration)
          .clientSecret(Secret.of("bench-secret-of-no-use"))
          .authorizationUrl(URI.create("https://id.example.com/authorize"))
          .tokenUrl(tokenUrl)
          .scope("openid bench")
          .forAllApps();
    }
  }

  /// A hub that works on it.
  static final class Node implements AutoCloseable {
    private final Child process;
    private final int port;

    private Node(Child process) {
      this.process = process;
      this.port = Integer.parseInt(process.hear());
    }

    int port() {
      return port;
    }

    URI url() {
      return URI.create("http://127.0.0.1:" + port);
    }

    Duration processorTime() {
      return process.processorTime();
    }

    /// The port of a listener beside it that answers `body` to everybody: see [Constant].
    int constant(byte[] body) {
      return Integer.parseInt(process.ask("constant " + Base64.getEncoder().encodeToString(body)));
    }

    /// What is alive on its heap, in bytes.
    long heap() {
      return Long.parseLong(process.ask("heap"));
    }

    @Override
    public void close() {
      process.close();
    }
  }

  /// What is not in the database. Of test data only.
  record Kept(String masterKey, String key, List<String> integrations) {
    void write(Path file) throws IOException {
      List<String> lines = new ArrayList<>(List.of(masterKey, key));
      lines.addAll(integrations);
      Files.write(file, lines);
    }

    static Kept read(Path file) throws IOException {
      List<String> lines = Files.readAllLines(file);
      return new Kept(lines.get(0), lines.get(1), List.copyOf(lines.subList(2, lines.size())));
    }

    @Override
    public String toString() {
      return "Kept(***)";
    }
  }

  /// A list of `size` made by number.
  static <T> List<T> each(int size, Function<Integer, T> made) {
    List<T> all = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      all.add(made.apply(i));
    }
    return all;
  }
}
