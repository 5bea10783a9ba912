package dev.tenon.bench;

import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.Actor;
import dev.tenon.audit.AuditEvent;
import dev.tenon.client.Addresses;
import dev.tenon.client.AppAccess;
import dev.tenon.client.IntegrationName;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.OAuthClientId;
import dev.tenon.client.RefreshMode;
import dev.tenon.connection.ConnectionEvent;
import dev.tenon.connection.Grant;
import dev.tenon.connection.GrantPlan;
import dev.tenon.connection.GrantStore;
import dev.tenon.connection.GrantStore.CommitResult;
import dev.tenon.connection.GrantStore.LeaseRequest;
import dev.tenon.connection.GrantStore.LeaseResult;
import dev.tenon.connection.Lease;
import dev.tenon.connection.UnfinishedRule;
import dev.tenon.connector.ConnectorName;
import dev.tenon.connector.DefinitionName;
import dev.tenon.secret.Fingerprint;
import dev.tenon.secret.Secret;
import dev.tenon.secret.Vault;
import dev.tenon.server.sql.Database;
import dev.tenon.server.sql.DatabaseSettings;
import dev.tenon.server.vault.KeyFile;
import dev.tenon.server.vault.KeyRing;
import dev.tenon.workspace.LinkVerification;
import dev.tenon.workspace.Workspace;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// Measures what the stores do while very many grants are refreshed at once: each of many threads
/// takes a lease and commits new tokens, again and again; the provider answers at once. Prints a
/// report in Markdown. See `bench/README.md`.
public final class RefreshWave {
  private static final WorkspaceId WORKSPACE = new WorkspaceId("ws_bench");
  private static final Duration LEASE = Duration.ofSeconds(45);
  private static final int CLIENTS = 20;
  private static final int NANOS_A_MILLI = 1_000_000;

  private final int grants;
  private final int threads;
  private final int connections;
  private final int rounds;
  private final Path data;

  private RefreshWave(Options options, Path data) {
    this.grants = options.number("--grants", 20_000);
    this.threads = options.number("--threads", 256);
    this.connections = options.number("--connections", DatabaseSettings.Postgres.CONNECTIONS);
    this.rounds = options.number("--rounds", 3);
    this.data = data;
  }

  /// Measures as its arguments say.
  public static void main(String[] args) throws IOException, SQLException, InterruptedException {
    Options options =
        Options.read(args, "--grants", "--threads", "--connections", "--rounds", "--database");
    Path data = Files.createTempDirectory("tenon-wave");
    try {
      new RefreshWave(options, data).run(options.text("--database", "both"));
    } finally {
      Directories.delete(data);
    }
  }

  private void run(String which) throws IOException, SQLException, InterruptedException {
    System.out.printf(
        "%d grants, %d threads, %d database connections%n%n", grants, threads, connections);
    System.out.println(
        "| database | round | refreshes/s | mean ms | p50 ms | p99 ms | made in s |");
    System.out.println("|---|---|---|---|---|---|---|");
    if (!which.equals("postgresql")) {
      Path file = data.resolve("tenon.db");
      measure("SQLite", "jdbc:sqlite:" + file, new DatabaseSettings.Sqlite(file));
    }
    if (!which.equals("sqlite")) {
      try (EmbeddedPostgres server = EmbeddedPostgres.builder().start()) {
        String url = server.getJdbcUrl("postgres", "postgres");
        measure("PostgreSQL", url, new DatabaseSettings.Postgres(Secret.of(url), connections));
      }
    }
  }

  private void measure(String name, String url, DatabaseSettings settings)
      throws SQLException, InterruptedException {
    SecureRandom random = new SecureRandom();
    try (Database database = Database.open(settings)) {
      Vault vault =
          KeyRing.open(
                  new KeyFile(data).readOrMake(random),
                  database.keyset(),
                  database::storeFirstKeyset)
              .vault();
      long start = System.nanoTime();
      Instant now = database.clock().instant();
      List<OAuthClientId> clients = clients(database, random, now);
      new Million(WORKSPACE, clients, vault, new Million.Due(now, now, Duration.ofHours(1)))
          .fill(url, grants);
      double made = (System.nanoTime() - start) / 1e9;
      for (int round = 1; round <= rounds; round++) {
        System.out.printf("| %s | %d | %s | %.1f |%n", name, round, wave(database), made);
      }
    }
  }

  private String wave(Database database) throws InterruptedException {
    GrantStore store = database.grants();
    AtomicInteger next = new AtomicInteger();
    CountDownLatch ready = new CountDownLatch(threads);
    CountDownLatch begin = new CountDownLatch(1);
    long[] taken = new long[grants];
    List<Thread> all = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      all.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    ready.countDown();
                    await(begin);
                    for (int n = next.getAndIncrement(); n < grants; n = next.getAndIncrement()) {
                      taken[n] = refresh(store, database.clock().instant(), n);
                    }
                  }));
    }
    ready.await();
    long start = System.nanoTime();
    begin.countDown();
    for (Thread thread : all) {
      thread.join();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    Arrays.sort(taken);
    double mean = Arrays.stream(taken).average().orElseThrow() / NANOS_A_MILLI;
    return "%.0f | %.1f | %d | %d"
        .formatted(
            grants / seconds,
            mean,
            taken[grants / 2] / NANOS_A_MILLI,
            taken[grants / 100 * 99] / NANOS_A_MILLI);
  }

  /// How long lease and commit took together, without what lies between them.
  private static long refresh(GrantStore store, Instant now, int number) {
    Grant grant = store.find(WORKSPACE, Million.connection(number)).orElseThrow();
    LeaseRequest request =
        new LeaseRequest(
            WORKSPACE,
            grant.connection(),
            grant.version(),
            "bench",
            LEASE,
            "att_%08d".formatted(number),
            Optional.of(Fingerprint.of(Secret.of("rt-" + number))),
            UnfinishedRule.wait(Duration.ZERO));
    GrantPlan plan =
        new GrantPlan(
            Optional.of(now.plus(Duration.ofDays(7))), Optional.of(now.plus(Duration.ofDays(365))));
    ConnectionEvent event = new ConnectionEvent(now, "refreshed", Map.of("asked_by", "hub"));
    long start = System.nanoTime();
    if (!(store.lease(request) instanceof LeaseResult.Leased(Lease lease, _))
        || !(store.commit(lease, grant.tokens(), plan, event) instanceof CommitResult.Committed)) {
      throw new IllegalStateException("not refreshed: " + number);
    }
    return System.nanoTime() - start;
  }

  private static List<OAuthClientId> clients(Database database, SecureRandom random, Instant now) {
    database
        .workspaces()
        .create(
            new Workspace(WORKSPACE, "Bench", LinkVerification.NONE, Optional.empty(), now),
            event(now));
    List<OAuthClientId> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      OAuthClient client = client(OAuthClientId.random(random), i, now);
      database.oauthClients().create(client, event(now));
      clients.add(client.id());
    }
    return clients;
  }

  private static OAuthClient client(OAuthClientId id, int number, Instant now) {
    return new OAuthClient(
        id,
        WORKSPACE,
        new IntegrationName("measured-" + number),
        new ConnectorName("generic-oauth2"),
        new DefinitionName("user-sign-in"),
        "bench",
        List.of(),
        new Addresses(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        RefreshMode.ON_DEMAND,
        false,
        new AppAccess.All(),
        Map.of(),
        1,
        now,
        now,
        Optional.empty());
  }

  private static AuditEvent event(Instant now) {
    return new AuditEvent(
        WORKSPACE, now, new Actor.Hub(), "bench.made", WORKSPACE.value(), Map.of());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
