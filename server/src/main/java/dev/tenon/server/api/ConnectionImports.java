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
import dev.tenon.client.TokenEndpoint;
import dev.tenon.client.TokenEndpoint.HookResult;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionEvent;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.ConnectionStore;
import dev.tenon.connection.ConnectionStore.NewConnection;
import dev.tenon.connection.Grant;
import dev.tenon.connection.GrantSealer;
import dev.tenon.connection.GrantStore;
import dev.tenon.connection.GrantTerms;
import dev.tenon.connection.GrantTokens;
import dev.tenon.connection.Owner;
import dev.tenon.connection.Status;
import dev.tenon.oauth.Account;
import dev.tenon.oauth.TokenAnswer;
import dev.tenon.oauth.TokenResponse;
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
  private final TokenEndpoint provider;
  private final Clock clock;
  private final RandomGenerator random;

  /// Writes to these stores; `provider` is asked what definitions ask for new connections.
  public ConnectionImports(
      ConnectionStore connections,
      GrantStore grants,
      OAuthClientStore clients,
      ClientResolution resolution,
      GrantSealer sealer,
      TokenEndpoint provider,
      Clock clock,
      RandomGenerator random) {
    this.connections = connections;
    this.grants = grants;
    this.clients = clients;
    this.resolution = resolution;
    this.sealer = sealer;
    this.provider = provider;
    this.clock = clock;
    this.random = random;
  }

  /// Takes over what `fields` says.
  ///
  /// @throws ProblemException when it makes no sense (422), or the integration may not be used
  Imported take(Caller caller, Fields fields) {
    Offer offer = offer(caller, fields);
    return write(caller, offer);
  }

  /// What `fields` offers, once the requests that its connector makes for a new connection are
  /// made. Nothing is written yet.
  ///
  /// @throws ProblemException when it makes no sense (422), or the integration may not be used
  Offer offer(Caller caller, Fields fields) {
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
    TokenResponse response = tokens.asResponse(resolved, clock.instant());
    all.putAll(asked(resolved, tokens, response, all));
    return new Offer(resolved, owner, account.orElse(Account.unknown()), all, response);
  }

  /// What the provider says to the requests that the definition declares for a new connection: a
  /// connection without that could not be used.
  private Map<String, String> asked(
      ResolvedClient client,
      ImportedTokens tokens,
      TokenResponse response,
      Map<String, String> values) {
    if (client.definition().hooks().afterConnect().isEmpty()) {
      return Map.of();
    }
    if (!tokens.isUsable(response)) {
      throw ImportedTokens.refused(
          "This integration asks its provider something for each new connection, which needs an"
              + " access token that is still valid: send one.");
    }
    return switch (provider.afterConnect(client, response.accessToken(), values)) {
      case HookResult.Performed(Map<String, String> kept) -> kept;
      case HookResult.Failed(TokenAnswer.Refused _) ->
          throw ImportedTokens.refused(
              "The provider refused what the integration asks it for each new connection: the"
                  + " access token is over, or of another application.");
      case HookResult.Failed(TokenAnswer _) ->
          throw new ProblemException(
              Problem.of(
                      503,
                      "provider_unavailable",
                      "The provider is not available",
                      "The provider did not answer what the integration asks it for each new"
                          + " connection. Nothing was imported; send it again.")
                  .retryAfter(5));
    };
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

  private Imported write(Caller caller, Offer offer) {
    for (int i = 0; i < TRIES; i++) {
      Optional<Connection> existing = existing(offer);
      NewConnection arrival = arrival(caller, offer, existing);
      switch (connections.connect(
          arrival.connection(),
          arrival.grant(),
          Optional.empty(),
          arrival.event(),
          arrival.audit())) {
        case CONNECTED -> {
          return new Imported(arrival.connection(), existing.isEmpty());
        }
        case MOVED -> {}
        case PENDING_GONE ->
            throw new IllegalStateException("no pending grant was named; indicates a bug");
      }
    }
    throw new ProblemException(Problems.conflict());
  }

  /// The connection that `offer` would take the place of.
  ///
  /// @throws ProblemException with status 409 when it belongs to another account
  Optional<Connection> existing(Offer offer) {
    OAuthClient client = offer.client().client();
    Optional<Connection> existing =
        connections.find(client.workspace(), client.id(), offer.owner());
    if (existing.isPresent() && existing.get().account().isAnother(offer.account())) {
      throw new ProblemException(otherAccount());
    }
    return existing;
  }

  /// What is to be written for `offer`.
  NewConnection arrival(Caller caller, Offer offer, Optional<Connection> existing) {
    ConnectionId id = existing.map(Connection::id).orElseGet(() -> ConnectionId.random(random));
    Grant grant = grant(offer.client(), id, offer.response());
    return new NewConnection(
        connection(offer, existing, grant),
        grant,
        event(),
        audit(caller, offer.client().client(), id));
  }

  private Grant grant(ResolvedClient client, ConnectionId id, TokenResponse response) {
    Instant now = clock.instant();
    var workspace = client.client().workspace();
    long version = grants.find(workspace, id).map(Grant::version).orElse(0L) + 1;
    GrantTerms terms =
        GrantTerms.first(ImportedTokens.lifetimes(client), client.scope(), now, Optional.empty());
    GrantTokens sealed = sealer.seal(GrantSealer.place(workspace, id, version), response, terms);
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

  /// What is to be taken over, as far as it makes sense.
  record Offer(
      ResolvedClient client,
      Owner.User owner,
      Account account,
      Map<String, String> values,
      TokenResponse response) {}

  /// What was taken over.
  record Imported(Connection connection, boolean isNew) {}
}
