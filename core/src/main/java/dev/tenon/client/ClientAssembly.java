package dev.tenon.client;

import dev.tenon.access.WorkspaceId;
import dev.tenon.connector.Connectors;
import dev.tenon.connector.TokenRules;
import dev.tenon.oauth.ClientAuthenticationMethod;
import dev.tenon.secret.Secret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Makes an OAuth client of a draft and what was stored before, and gathers everything that is
/// wrong with it. Pure but for the connectors.
final class ClientAssembly {
  private final Connectors connectors;
  private final WorkspaceId workspace;
  private final OAuthClientDraft draft;
  private final Optional<OAuthClient> before;
  private final List<FieldProblem> problems = new ArrayList<>();
  private final DraftReading reading;

  /// @param before the stored client of an update
  ClientAssembly(
      Connectors connectors,
      WorkspaceId workspace,
      OAuthClientDraft draft,
      Optional<OAuthClient> before) {
    this.connectors = connectors;
    this.workspace = workspace;
    this.draft = draft;
    this.before = before;
    this.reading = new DraftReading(draft, problems);
  }

  /// What came of it.
  sealed interface Assembled {
    /// It can be stored.
    ///
    /// @param client without a new secret, which has still to be sealed, and without the one that
    ///   it replaces
    /// @param newSecret to seal and store before those that stay
    /// @param newExpiry of the new secret
    record Good(
        OAuthClient client, Chosen chosen, Optional<Secret> newSecret, Optional<Instant> newExpiry)
        implements Assembled {}

    /// It cannot; these are all the reasons.
    record Bad(List<FieldProblem> problems) implements Assembled {}
  }

  /// @param blank a client of the workspace with nothing in it but id and times
  Assembled assemble(Supplier<OAuthClient> blank) {
    reading.refuseUnknown();
    Optional<IntegrationName> name = reading.name(before.map(OAuthClient::name));
    Optional<Chosen> chosen = Chosen.find(connectors, workspace, reading, before);
    OAuthClient base = before.orElseGet(blank);
    List<ClientAuthenticationMethod> taken =
        chosen
            .flatMap(it -> Unperformed.tokenRules(it.definition()))
            .map(TokenRules::authentication)
            .orElse(List.of());
    Optional<Instant> expiry = expiry(base);
    OAuthClient client =
        new OAuthClient(
            base.id(),
            workspace,
            name.orElse(base.name()),
            chosen.map(it -> it.connector().name()).orElse(base.connector()),
            chosen.map(it -> it.definition().name()).orElse(base.definition()),
            clientId(base),
            secrets(base, expiry),
            reading.addresses(base.addresses()),
            reading.scope(base.scope()),
            reading.prompt(base.prompt()),
            reading.authentication(base.authentication(), taken),
            reading.refreshMode(base.refreshMode()),
            draft.lent().orElse(base.lent()),
            draft.apps().map(apps -> apps.checked(problems)).orElse(base.apps()),
            chosen.map(it -> parameters(it, base)).orElse(base.parameters()),
            before.map(it -> it.version() + 1).orElse(1L),
            base.createdAt(),
            base.updatedAt(),
            base.rejection());
    chosen.ifPresent(it -> checkAgainst(it, client));
    return problems.isEmpty()
        ? good(client, chosen.orElseThrow(), expiry)
        : new Assembled.Bad(problems.stream().distinct().toList());
  }

  private String clientId(OAuthClient base) {
    String id = reading.text("client_id", Optional.of(base.clientId())).orElse("");
    if (id.length() > 1024 || id.chars().anyMatch(c -> c < 0x20 || c > 0x7e)) {
      reading.problem("client_id", "must have at most 1024 printable ASCII characters");
    }
    return id;
  }

  private Assembled.Good good(OAuthClient client, Chosen chosen, Optional<Instant> expiry) {
    boolean idle = !new UsedFields(chosen.definition()).needsSecret(method(chosen, client));
    // A client that became public keeps no secret, which nobody would miss or change.
    List<ClientSecret> kept = idle ? List.of() : kept(chosen, client);
    return new Assembled.Good(client.withSecrets(kept), chosen, draft.clientSecret(), expiry);
  }

  /// The stored secrets that stay. A new one replaces the first; where the client moves, all of
  /// them, because nobody said that those may go to other addresses too.
  private List<ClientSecret> kept(Chosen chosen, OAuthClient client) {
    List<ClientSecret> stored = client.secrets();
    if (draft.clientSecret().isEmpty() || stored.isEmpty()) {
      return stored;
    }
    return isMoved(chosen, client) ? List.of() : stored.subList(1, stored.size());
  }

  /// When the secret ends: a new secret does not inherit the end of the old one.
  private Optional<Instant> expiry(OAuthClient base) {
    Optional<Instant> stored =
        draft.clientSecret().isPresent()
            ? Optional.empty()
            : base.secrets().stream().findFirst().flatMap(ClientSecret::expiresAt);
    Optional<Instant> expiry = reading.expiry(stored);
    if (expiry.isPresent() && draft.clientSecret().isEmpty() && base.secrets().isEmpty()) {
      reading.problem("client_secret_expires_at", "is given without a client_secret");
    }
    return expiry;
  }

  /// The stored secrets, the first with the expiry that the draft gives.
  private static List<ClientSecret> secrets(OAuthClient base, Optional<Instant> expiry) {
    List<ClientSecret> secrets = new ArrayList<>(base.secrets());
    if (!secrets.isEmpty()) {
      secrets.set(0, secrets.getFirst().expiringAt(expiry));
    }
    return secrets;
  }

  private Map<String, String> parameters(Chosen chosen, OAuthClient base) {
    return Parameters.merge(chosen.connector(), base.parameters(), draft.parameters(), problems);
  }

  private void checkAgainst(Chosen chosen, OAuthClient client) {
    UsedFields used = new UsedFields(chosen.definition());
    refuseUnused(chosen, used);
    if (used.has("client_id") && client.clientId().isEmpty()) {
      reading.problem("client_id", "is missing");
    }
    checkSecret(chosen, client, used);
    if (client.lent() && !connectors.isOwn(workspace, client.connector())) {
      reading.problem(
          "public",
          "can be set only by the connector's owner; " + client.connector() + " is not yours");
    }
    ClientResolution.fill(client, chosen.connector(), chosen.definition(), Map.of())
        .problems()
        .stream()
        .filter(problem -> problems.stream().noneMatch(it -> it.field().equals(problem.field())))
        .toList()
        .forEach(problems::add);
  }

  private void refuseUnused(Chosen chosen, UsedFields used) {
    for (String field : OAuthClientDraft.TEXTS) {
      if (field.equals("uses") && draft.isOfPublicClient()) {
        reading.problem(field, "cannot be said of a client of your own; make another one for it");
      } else if (!used.has(field)
          && draft.text(field).filter(text -> !text.isEmpty()).isPresent()) {
        reading.problem(field, "is not used by " + chosen.definition().name());
      }
    }
    if (draft.clientSecret().isPresent() && !used.has("client_secret")) {
      reading.problem("client_secret", "is not used by " + chosen.definition().name());
    }
  }

  private void checkSecret(Chosen chosen, OAuthClient client, UsedFields used) {
    boolean given = draft.clientSecret().isPresent();
    boolean known = given || !client.secrets().isEmpty();
    ClientAuthenticationMethod method = method(chosen, client);
    if (used.needsSecret(method) && !known) {
      reading.problem("client_secret", "is missing: " + method.registeredName() + " needs it");
    }
    if (given && used.has("client_authentication") && !used.needsSecret(method)) {
      reading.problem("client_secret", "must not be given for " + method.registeredName());
    }
    if (!given && known && used.needsSecret(method) && isMoved(chosen, client)) {
      reading.problem(
          "client_secret", "must be given again, because it would now go to other addresses");
    }
  }

  private boolean isMoved(Chosen chosen, OAuthClient client) {
    return before
        .map(
            stored ->
                !Destinations.of(stored, chosen.connector(), chosen.definition())
                    .equals(Destinations.of(client, chosen.connector(), chosen.definition())))
        .orElse(false);
  }

  private ClientAuthenticationMethod method(Chosen chosen, OAuthClient client) {
    List<ClientAuthenticationMethod> taken =
        Unperformed.tokenRules(chosen.definition())
            .map(TokenRules::authentication)
            .orElse(List.of());
    boolean withoutSecret = draft.clientSecret().isEmpty() && client.secrets().isEmpty();
    return client
        .authentication()
        .orElseGet(() -> DefinitionFilling.defaultAuthentication(taken, withoutSecret));
  }
}
