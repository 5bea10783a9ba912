package dev.tenon.server.api;

import dev.tenon.access.Caller;
import dev.tenon.access.UserId;
import dev.tenon.audit.Actor;
import dev.tenon.audit.AuditEvent;
import dev.tenon.client.ClientResolution;
import dev.tenon.client.ClientResolution.Resolution;
import dev.tenon.client.IntegrationName;
import dev.tenon.client.Nearest;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.OAuthClientStore;
import dev.tenon.client.ResolvedClient;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionEvent;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.ConnectionStore;
import dev.tenon.connection.Grant;
import dev.tenon.connection.GrantSealer;
import dev.tenon.connection.GrantStore;
import dev.tenon.connection.GrantTerms;
import dev.tenon.connection.GrantTokens;
import dev.tenon.connection.Owner;
import dev.tenon.connection.Status;
import dev.tenon.oauth.Account;
import dev.tenon.server.http.Problem;
import dev.tenon.server.http.ProblemException;
import dev.tenon.server.http.json.Fields;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Takes over tokens that were obtained elsewhere, as if their user had just connected. Safe for
/// use by any thread.
public final class ConnectionImports {
  private static final int TRIES = 5;

  private final ConnectionStore connections;
  private final GrantStore grants;
  private final OAuthClientStore clients;
  private final ClientResolution resolution;
  private final GrantSealer sealer;
  private final Clock clock;
  private final RandomGenerator random;

  /// Writes to these stores.
  public ConnectionImports(
      ConnectionStore connections,
      GrantStore grants,
      OAuthClientStore clients,
      ClientResolution resolution,
      GrantSealer sealer,
      Clock clock,
      RandomGenerator random) {
    this.connections = connections;
    this.grants = grants;
    this.clients = clients;
    this.resolution = resolution;
    this.sealer = sealer;
    this.clock = clock;
    this.random = random;
  }

  /// Takes over what `fields` says.
  ///
  /// @throws ProblemException when it makes no sense (422), or the integration may not be used
  Imported take(Caller caller, Fields fields) {
    Optional<IntegrationName> integration =
        fields.requiredText("integration", IntegrationName::new);
    Optional<UserId> user = fields.requiredText("user", UserId::new);
    Optional<Account> account = fields.object("account").map(ConnectionImports::account);
    ImportedTokens tokens = ImportedTokens.read(fields);
    Map<String, String> values = fields.textsByName("values").orElse(Map.of());
    fields.end();
    OAuthClient client = client(caller, integration.orElseThrow());
    Owner.User owner = new Owner.User(user.orElseThrow());
    Map<String, String> all = values(client, owner, tokens, values);
    ResolvedClient resolved = resolved(client, all);
    return write(
        caller, new Offer(resolved, owner, account.orElse(Account.unknown()), all), tokens);
  }

  /// What the connection keeps: what it has, with what comes now over it.
  private Map<String, String> values(
      OAuthClient client, Owner.User owner, ImportedTokens tokens, Map<String, String> given) {
    Map<String, String> known = new LinkedHashMap<>();
    connections
        .find(client.workspace(), client.id(), owner)
        .ifPresent(it -> known.putAll(it.values()));
    known.putAll(tokens.openValues());
    return asked(client).over(known, given);
  }

  private ImportedValues asked(OAuthClient client) {
    return resolution
        .definition(client)
        .map(ImportedValues::new)
        .orElseThrow(() -> new ProblemException(broken("its connector is gone")));
  }

  private ResolvedClient resolved(OAuthClient client, Map<String, String> values) {
    return switch (resolution.resolve(client, values)) {
      case Resolution.Resolved(ResolvedClient resolved) -> resolved;
      case Resolution.Unresolved(String problem) ->
          throw new ProblemException(
              asked(client).blamed(problem).orElseGet(() -> broken(problem)));
    };
  }

  private Imported write(Caller caller, Offer offer, ImportedTokens tokens) {
    OAuthClient client = offer.client().client();
    for (int i = 0; i < TRIES; i++) {
      Optional<Connection> existing =
          connections.find(client.workspace(), client.id(), offer.owner());
      if (existing.isPresent() && existing.get().account().isAnother(offer.account())) {
        throw new ProblemException(otherAccount());
      }
      ConnectionId id = existing.map(Connection::id).orElseGet(() -> ConnectionId.random(random));
      Grant grant = grant(offer.client(), id, tokens);
      Connection connection = connection(offer, existing, grant);
      switch (connections.connect(
          connection, grant, Optional.empty(), event(), audit(caller, client, id))) {
        case CONNECTED -> {
          return new Imported(connection, existing.isEmpty());
        }
        case MOVED -> {}
        case PENDING_GONE ->
            throw new IllegalStateException("no pending grant was named; indicates a bug");
      }
    }
    throw new ProblemException(Problems.conflict());
  }

  private Grant grant(ResolvedClient client, ConnectionId id, ImportedTokens tokens) {
    Instant now = clock.instant();
    var workspace = client.client().workspace();
    long version = grants.find(workspace, id).map(Grant::version).orElse(0L) + 1;
    GrantTerms terms =
        GrantTerms.first(ImportedTokens.lifetimes(client), client.scope(), now, Optional.empty());
    GrantTokens sealed =
        sealer.seal(
            GrantSealer.place(workspace, id, version), tokens.asResponse(client, now), terms);
    return new Grant(id, workspace, version, sealed, now, Optional.empty(), 0);
  }

  private OAuthClient client(Caller caller, IntegrationName name) {
    OAuthClient client =
        clients
            .find(caller.workspace(), name)
            .orElseThrow(() -> new ProblemException(unknown(caller, name)));
    if (caller instanceof Caller.App app && !client.apps().allows(app.name())) {
      throw new ProblemException(Problems.notAssigned(name.value()));
    }
    return client;
  }

  private static Problem broken(String problem) {
    return Problem.of(
        502,
        "oauth_client_rejected",
        "The OAuth client cannot be used",
        "An admin must mend it: " + problem);
  }

  private Problem unknown(Caller caller, IntegrationName name) {
    List<String> names =
        clients.all(caller.workspace()).stream().map(each -> each.name().value()).toList();
    return Problems.noIntegration(
        name.value(), Nearest.of(name.value(), names).map(List::of).orElse(List.of()));
  }

  private static Account account(Fields fields) {
    return new Account(fields.text("subject"), fields.text("name"), fields.text("email"));
  }

  private Connection connection(Offer offer, Optional<Connection> existing, Grant grant) {
    Account account =
        offer.account().equals(Account.unknown())
            ? existing.map(Connection::account).orElse(Account.unknown())
            : offer.account();
    Instant now = clock.instant();
    return new Connection(
        grant.connection(),
        grant.workspace(),
        offer.client().client().id(),
        offer.owner(),
        Status.ACTIVE,
        account,
        grant.tokens().scope(),
        existing.map(Connection::organizations).orElse(List.of()),
        offer.values(),
        existing.map(Connection::createdAt).orElse(now),
        Optional.of(now),
        Optional.empty(),
        Optional.empty());
  }

  private ConnectionEvent event() {
    return new ConnectionEvent(clock.instant(), "connected", Map.of("by", "import"));
  }

  private AuditEvent audit(Caller caller, OAuthClient client, ConnectionId id) {
    return new AuditEvent(
        caller.workspace(),
        clock.instant(),
        Actor.of(caller),
        "connection.imported",
        id.value(),
        Map.of("integration", client.name().value()));
  }

  private static Problem otherAccount() {
    return Problem.of(
        409,
        "other_account",
        "The connection belongs to another account",
        "The user has connected another account of the provider before; that one stays. Delete that"
            + " connection first to change accounts.");
  }

  private record Offer(
      ResolvedClient client, Owner.User owner, Account account, Map<String, String> values) {}

  /// What was taken over.
  record Imported(Connection connection, boolean isNew) {}
}
