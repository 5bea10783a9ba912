package dev.tenon.server.catalog;

import dev.tenon.access.KeyId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.Actor;
import dev.tenon.audit.AuditEvent;
import dev.tenon.client.ClientResolution;
import dev.tenon.client.FieldProblem;
import dev.tenon.client.IntegrationName;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.OAuthClientDraft;
import dev.tenon.client.OAuthClients;
import dev.tenon.client.ResolvedClient;
import dev.tenon.connector.ConnectorFiles.ConnectorFile;
import dev.tenon.connector.ConnectorName;
import dev.tenon.fakehub.FakeProvider;
import dev.tenon.secret.Secret;
import dev.tenon.stores.InMemoryStores;
import dev.tenon.stores.InMemoryVault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGeneratorFactory;

/// A catalogue over a directory and stores in memory, with an admin who registers OAuth clients.
final class CatalogueWorld {
  static final WorkspaceId WORKSPACE = new WorkspaceId("ws_one");
  static final WorkspaceId OTHER = new WorkspaceId("ws_two");
  static final Actor ADMIN = new Actor.Admin(new KeyId("key_1"));
  static final String SECRET = "canary-secret-3f9a7c";

  /// What a client of Trimble Connect needs.
  static final OAuthClientDraft TRIMBLE =
      draft("connector=trimble-connect", "client_id=a1d022e6", "scope=openid my-integration")
          .withSecret(secret());

  /// What a client of any other provider needs.
  static final OAuthClientDraft GENERIC =
      draft(
              "connector=generic-oauth2",
              "client_id=abc",
              "authorization_url=https://as.example/authorize",
              "token_url=https://as.example/token",
              "scope=read")
          .withSecret(secret());

  final Path directory;
  final TestClock clock = new TestClock();
  final InMemoryStores stores = new InMemoryStores(clock);
  final InMemoryVault vault = new InMemoryVault();
  final Catalogue catalogue;
  final ClientResolution resolution;
  final OAuthClients clients;

  CatalogueWorld(Path directory) {
    this.directory = directory;
    this.catalogue = new Catalogue(directory, stores.connectorFiles(), stores.changes(), clock);
    this.resolution = new ClientResolution(catalogue);
    this.clients =
        new OAuthClients(
            stores.oauthClients(),
            catalogue,
            vault,
            new FakeProvider(clock),
            clock,
            RandomGeneratorFactory.of("L64X128MixRandom").create(42));
  }

  void drop(String name, String... lines) {
    try {
      Files.createDirectories(directory);
      Files.writeString(directory.resolve(name), String.join("\n", lines) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    clock.advance(Duration.ofSeconds(2));
  }

  void post(WorkspaceId workspace, String name, String... lines) {
    stores
        .connectorFiles()
        .save(
            workspace,
            new ConnectorFile(
                new ConnectorName(name), String.join("\n", lines) + "\n", clock.instant()),
            event(workspace, "connector.saved"));
  }

  AuditEvent event(WorkspaceId workspace, String action) {
    return new AuditEvent(workspace, clock.instant(), ADMIN, action, "test", Map.of());
  }

  /// A draft with name `one` and these texts, `field=value` each.
  static OAuthClientDraft draft(String... texts) {
    Map<String, String> fields = new java.util.LinkedHashMap<>(Map.of("name", "one"));
    Arrays.stream(texts)
        .map(text -> text.split("=", 2))
        .forEach(pair -> fields.put(pair[0], pair[1]));
    return OAuthClientDraft.of(fields);
  }

  static Secret secret() {
    return Secret.of(SECRET);
  }

  /// The client of [#draft], as it is kept.
  OAuthClient stored() {
    return stores.oauthClients().find(WORKSPACE, new IntegrationName("one")).orElseThrow();
  }

  OAuthClient registered(OAuthClientDraft draft) {
    return switch (clients.register(WORKSPACE, ADMIN, draft)) {
      case OAuthClients.RegisterResult.Registered it -> it.client();
      case OAuthClients.RegisterResult.Refused it ->
          throw new AssertionError("refused: " + it.problems());
    };
  }

  List<String> refusals(OAuthClientDraft draft) {
    return switch (clients.register(WORKSPACE, ADMIN, draft)) {
      case OAuthClients.RegisterResult.Registered it ->
          throw new AssertionError("registered: " + it.client().name());
      case OAuthClients.RegisterResult.Refused it -> texts(it.problems());
    };
  }

  OAuthClients.UpdateResult update(String name, OAuthClientDraft draft) {
    return clients.update(WORKSPACE, ADMIN, new IntegrationName(name), draft);
  }

  static List<String> texts(List<FieldProblem> problems) {
    return problems.stream().map(FieldProblem::toString).toList();
  }

  ResolvedClient resolved(OAuthClient client, Map<String, String> connectionValues) {
    return switch (resolution.resolve(client, connectionValues)) {
      case ClientResolution.Resolution.Resolved it -> it.client();
      case ClientResolution.Resolution.Unresolved it ->
          throw new AssertionError("unresolved: " + it.problem());
    };
  }

  /// A clock that stands still until the test moves it.
  static final class TestClock extends Clock {
    private Instant now = Instant.parse("2026-11-21T10:00:00Z");

    void advance(Duration duration) {
      now = now.plus(duration);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
