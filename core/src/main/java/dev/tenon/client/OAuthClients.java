package dev.tenon.client;

import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.Actor;
import dev.tenon.audit.AuditEvent;
import dev.tenon.client.ClientAssembly.Assembled;
import dev.tenon.connector.ConnectorName;
import dev.tenon.connector.Connectors;
import dev.tenon.connector.DefinitionName;
import dev.tenon.secret.Vault;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The rules by which an admin registers, changes and deletes OAuth clients. Safe for use by any
/// thread; a change that races another is refused, never lost.
public final class OAuthClients {
  /// The one problem that is not of the draft alone: another client has the name.
  public static final FieldProblem TAKEN = new FieldProblem("name", "is taken");

  private final OAuthClientStore store;
  private final Connectors connectors;
  private final SecretSealing sealing;
  private final IssuerCheck issuers;
  private final Clock clock;
  private final RandomGenerator random;

  /// Keeps clients in `store`, their secrets sealed by `vault`; `provider` knows what issuers'
  /// metadata says.
  public OAuthClients(
      OAuthClientStore store,
      Connectors connectors,
      Vault vault,
      TokenEndpoint provider,
      Clock clock,
      RandomGenerator random) {
    this.store = store;
    this.connectors = connectors;
    this.sealing = new SecretSealing(vault, random);
    this.issuers = new IssuerCheck(provider);
    this.clock = clock;
    this.random = random;
  }

  /// Registers a new client. Apps that the draft does not name: all. Definition that it does not
  /// name: the connector's first. May ask the client's issuer.
  public RegisterResult register(WorkspaceId workspace, Actor actor, OAuthClientDraft draft) {
    ClientAssembly assembly = new ClientAssembly(connectors, workspace, draft, Optional.empty());
    return switch (assembly.assemble(() -> blank(workspace))) {
      case Assembled.Bad bad -> new RegisterResult.Refused(bad.problems());
      case Assembled.Good good -> register(actor, good);
    };
  }

  private RegisterResult register(Actor actor, Assembled.Good good) {
    IssuerCheck.Finding finding = issuers.of(good.client(), good.chosen());
    if (finding instanceof IssuerCheck.Finding.Wrong(FieldProblem problem)) {
      return new RegisterResult.Refused(List.of(problem));
    }
    OAuthClient client = sealed(good);
    return store.create(client, event(client, actor, "created", Map.of()))
        ? new RegisterResult.Registered(
            client, finding.before(ClientWarnings.of(client, good.chosen(), clock.instant())))
        : new RegisterResult.Refused(List.of(TAKEN));
  }

  /// What is wrong with `draft`, of a new client or of the one of that name; nothing is stored and
  /// nobody is asked. Empty where there is no client of that name.
  public List<FieldProblem> problems(
      WorkspaceId workspace, OAuthClientDraft draft, Optional<IntegrationName> name) {
    Optional<OAuthClient> before = name.flatMap(it -> store.find(workspace, it));
    if (name.isPresent() && before.isEmpty()) {
      return List.of();
    }
    ClientAssembly assembly = new ClientAssembly(connectors, workspace, draft, before);
    return switch (assembly.assemble(() -> blank(workspace))) {
      case Assembled.Bad bad -> bad.problems();
      case Assembled.Good _ -> List.of();
    };
  }

  /// Changes the client of that name by what the draft has. May ask the client's issuer.
  public UpdateResult update(
      WorkspaceId workspace, Actor actor, IntegrationName name, OAuthClientDraft draft) {
    Optional<OAuthClient> before = store.find(workspace, name);
    if (before.isEmpty()) {
      return new UpdateResult.Missing(nearest(workspace, name));
    }
    ClientAssembly assembly = new ClientAssembly(connectors, workspace, draft, before);
    return switch (assembly.assemble(() -> blank(workspace))) {
      case Assembled.Bad bad -> new UpdateResult.Refused(bad.problems());
      case Assembled.Good good -> update(actor, before.get(), good, draft);
    };
  }

  private UpdateResult update(
      Actor actor, OAuthClient before, Assembled.Good good, OAuthClientDraft draft) {
    IssuerCheck.Finding finding = issuers.of(before, good.client(), good.chosen());
    if (finding instanceof IssuerCheck.Finding.Wrong(FieldProblem problem)) {
      return new UpdateResult.Refused(List.of(problem));
    }
    OAuthClient client = sealed(good);
    AuditEvent event =
        event(client, actor, "changed", Map.of("fields", String.join(" ", draft.fields())));
    return switch (store.update(client, event)) {
      case UPDATED ->
          new UpdateResult.Updated(
              client, finding.before(ClientWarnings.of(client, good.chosen(), clock.instant())));
      case CHANGED_MEANWHILE -> new UpdateResult.ChangedMeanwhile();
      case NAME_TAKEN -> new UpdateResult.Refused(List.of(TAKEN));
    };
  }

  /// Deletes the client of that name, unless connections depend on it.
  public OAuthClientStore.DeleteResult delete(
      WorkspaceId workspace, Actor actor, IntegrationName name) {
    return store
        .find(workspace, name)
        .map(
            client ->
                store.delete(workspace, client.id(), event(client, actor, "deleted", Map.of())))
        .orElseGet(OAuthClientStore.DeleteResult.Missing::new);
  }

  /// What an admin should know about a stored client, as of now.
  public List<FieldProblem> warnings(OAuthClient client) {
    return connectors
        .find(client.workspace(), client.connector())
        .flatMap(
            connector ->
                connector
                    .definition(client.definition())
                    .map(definition -> new Chosen(connector, definition)))
        .map(chosen -> ClientWarnings.of(client, chosen, clock.instant()))
        .orElseGet(() -> List.of(new FieldProblem("connector", "is gone, so nothing works")));
  }

  /// The name of a client of the workspace that was probably meant.
  public Optional<IntegrationName> nearest(WorkspaceId workspace, IntegrationName wanted) {
    List<String> names =
        store.all(workspace).stream().map(client -> client.name().value()).toList();
    return Nearest.of(wanted.value(), names).map(IntegrationName::new);
  }

  private OAuthClient blank(WorkspaceId workspace) {
    Instant now = now();
    return new OAuthClient(
        OAuthClientId.random(random),
        workspace,
        new IntegrationName("unnamed"),
        new ConnectorName("unknown"),
        new DefinitionName("unknown"),
        "",
        List.of(),
        Addresses.none(),
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

  /// With the new secret, where there is one, before those that stay.
  private OAuthClient sealed(Assembled.Good good) {
    OAuthClient client = good.client().changedAt(now());
    if (good.newSecret().isEmpty()) {
      return client;
    }
    List<ClientSecret> secrets = new ArrayList<>(client.secrets());
    secrets.addFirst(
        sealing.seal(client.workspace(), good.newSecret().get(), good.newExpiry(), now()));
    return client.withSecrets(secrets);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private AuditEvent event(
      OAuthClient client, Actor actor, String verb, Map<String, String> details) {
    Map<String, String> all = new java.util.LinkedHashMap<>(details);
    all.put("name", client.name().value());
    all.put("connector", client.connector().value());
    return new AuditEvent(
        client.workspace(), now(), actor, "oauth_client." + verb, client.id().value(), all);
  }

  /// What came of registering.
  public sealed interface RegisterResult {
    /// It is stored.
    ///
    /// @param warnings what the admin should know all the same
    record Registered(OAuthClient client, List<FieldProblem> warnings) implements RegisterResult {}

    /// Nothing was stored.
    ///
    /// @param problems every one of them
    record Refused(List<FieldProblem> problems) implements RegisterResult {}
  }

  /// What came of a change.
  public sealed interface UpdateResult {
    /// It is stored.
    ///
    /// @param warnings what the admin should know all the same
    record Updated(OAuthClient client, List<FieldProblem> warnings) implements UpdateResult {}

    /// Nothing was changed.
    ///
    /// @param problems every one of them
    record Refused(List<FieldProblem> problems) implements UpdateResult {}

    /// There is no client of that name.
    ///
    /// @param nearest the name that was probably meant
    record Missing(Optional<IntegrationName> nearest) implements UpdateResult {}

    /// Somebody else changed it at the same time; read it again.
    record ChangedMeanwhile() implements UpdateResult {}
  }
}
