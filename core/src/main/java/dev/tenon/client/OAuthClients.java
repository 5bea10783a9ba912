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
import java.util.function.Function;
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
  private final Borrowing borrowing;
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
    this.borrowing = new Borrowing(store, connectors);
    this.clock = clock;
    this.random = random;
  }

  /// Registers a new client. Apps that the draft does not name: all. Definition that it does not
  /// name: the connector's first. May ask the client's issuer. A draft that names another
  /// workspace's public client makes one that stands for it.
  public RegisterResult register(WorkspaceId workspace, Actor actor, OAuthClientDraft draft) {
    if (draft.isOfPublicClient()) {
      return switch (borrowing.adopt(workspace, draft, blank(workspace))) {
        case Borrowing.Made.Bad(List<FieldProblem> problems) ->
            new RegisterResult.Refused(problems);
        case Borrowing.Made.Good(OAuthClient client) -> borrow(actor, client, draft);
      };
    }
    ClientAssembly assembly = new ClientAssembly(connectors, workspace, draft, Optional.empty());
    return switch (assembly.assemble(() -> blank(workspace))) {
      case Assembled.Bad bad -> new RegisterResult.Refused(bad.problems());
      case Assembled.Good good -> register(actor, good);
    };
  }

  private RegisterResult borrow(Actor actor, OAuthClient client, OAuthClientDraft draft) {
    AuditEvent event =
        event(client, actor, "created", Map.of("uses", draft.text("uses").orElse("")));
    if (!store.create(client, event)) {
      return new RegisterResult.Refused(List.of(TAKEN));
    }
    OAuthClient stored = store.find(client.workspace(), client.id()).orElse(client);
    return new RegisterResult.Registered(stored, warnings(stored));
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
    Optional<Borrowing.Made> borrowed = borrowed(workspace, draft, before);
    if (borrowed.isPresent()) {
      return switch (borrowed.get()) {
        case Borrowing.Made.Bad(List<FieldProblem> problems) -> problems;
        case Borrowing.Made.Good _ -> List.of();
      };
    }
    ClientAssembly assembly = new ClientAssembly(connectors, workspace, draft, before);
    return switch (assembly.assemble(() -> blank(workspace))) {
      case Assembled.Bad bad -> bad.problems();
      case Assembled.Good _ -> List.of();
    };
  }

  /// What the draft comes to where the client is, or would be, another workspace's.
  private Optional<Borrowing.Made> borrowed(
      WorkspaceId workspace, OAuthClientDraft draft, Optional<OAuthClient> before) {
    if (before.isPresent()) {
      return before.filter(it -> it.loan().isPresent()).map(it -> borrowing.change(it, draft));
    }
    return draft.isOfPublicClient()
        ? Optional.of(borrowing.adopt(workspace, draft, blank(workspace)))
        : Optional.empty();
  }

  /// Changes the client of that name by what the draft has. May ask the client's issuer.
  public UpdateResult update(
      WorkspaceId workspace, Actor actor, IntegrationName name, OAuthClientDraft draft) {
    Optional<OAuthClient> before = store.find(workspace, name);
    if (before.isEmpty()) {
      return new UpdateResult.Missing(nearest(workspace, name));
    }
    if (before.get().loan().isPresent()) {
      return switch (borrowing.change(before.get(), draft)) {
        case Borrowing.Made.Bad(List<FieldProblem> problems) -> new UpdateResult.Refused(problems);
        case Borrowing.Made.Good(OAuthClient client) ->
            written(client.next(now()), actor, draft, this::warnings);
      };
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
    return written(
        sealed(good),
        actor,
        draft,
        client -> finding.before(ClientWarnings.of(client, good.chosen(), clock.instant())));
  }

  private UpdateResult written(
      OAuthClient client,
      Actor actor,
      OAuthClientDraft draft,
      Function<OAuthClient, List<FieldProblem>> warnings) {
    AuditEvent event =
        event(client, actor, "changed", Map.of("fields", String.join(" ", draft.fields())));
    return switch (store.update(client, event)) {
      case UPDATED -> new UpdateResult.Updated(client, warnings.apply(client));
      case CHANGED_MEANWHILE -> new UpdateResult.ChangedMeanwhile();
      case NAME_TAKEN -> new UpdateResult.Refused(List.of(TAKEN));
    };
  }

  /// Deletes the client of that name, unless connections or other workspaces depend on it.
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
    if (client.loan().isPresent()) {
      return Loans.problem(client, connectors)
          .map(problem -> List.of(new FieldProblem("uses", "fails: " + problem)))
          .orElse(List.of());
    }
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
