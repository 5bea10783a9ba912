package dev.tenon.entry;

import dev.tenon.access.MemberId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.client.ResolvedClient;
import dev.tenon.client.TokenEndpoint;
import dev.tenon.connector.Authorization;
import dev.tenon.entry.Entered.Reason;
import dev.tenon.entry.MemberProvider.RoleClaim;
import dev.tenon.entry.MemberTokens.Verdict;
import dev.tenon.member.IdentityStore;
import dev.tenon.member.Ticket;
import dev.tenon.member.Tickets;
import dev.tenon.oauth.AuthorizationCode;
import dev.tenon.oauth.CodeVerifier;
import dev.tenon.oauth.IdToken;
import dev.tenon.oauth.Nonce;
import dev.tenon.oauth.TokenAnswer;
import dev.tenon.oauth.TokenRequest;
import dev.tenon.secret.Fingerprint;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/// The trips of browsers to workspaces' providers and back. Safe for use by any thread.
///
/// Nothing is stored when a trip begins: the state is a [Ticket] that covers the browser and the
/// trip's cookie, and nonce and code verifier follow from it. No request goes out for somebody who
/// comes back before state, browser, trip, provider and issuer have been found right, and the state
/// has been spent. The provider is the one that the trip went to, whatever the browser brings. How
/// much strangers can have it asked is bounded by [EntryTurns].
public final class EntryTrips {
  private static final String PURPOSE = "provider sign-in";
  private static final Set<String> DECLINED =
      Set.of("access_denied", "consent_required", "interaction_required", "login_required");
  private static final Set<String> AWAY = Set.of("server_error", "temporarily_unavailable");

  private final MemberProviders providers;
  private final ProviderClients clients;
  private final TokenEndpoint provider;
  private final MemberTokens tokens;
  private final IdentityStore identities;
  private final Tickets tickets;
  private final URI redirectUri;
  private final EntryTurns turns;

  /// Trips to `providers` that come back to `redirectUri`, which is sent exactly so.
  public EntryTrips(
      MemberProviders providers,
      ProviderClients clients,
      TokenEndpoint provider,
      MemberTokens tokens,
      IdentityStore identities,
      Tickets tickets,
      URI redirectUri,
      Clock clock) {
    this.turns = new EntryTurns(clock);
    this.providers = providers;
    this.clients = clients;
    this.provider = provider;
    this.tokens = tokens;
    this.identities = identities;
    this.tickets = tickets;
    this.redirectUri = redirectUri;
  }

  /// Where providers send browsers back to: what an admin registers there.
  public URI redirectUri() {
    return redirectUri;
  }

  /// Begins a trip.
  ///
  /// @param connecting the signed-in member who says who they are there; empty: somebody signs in
  /// @param browser the key of the cookie that the browser has
  /// @param next where in the console to go afterwards; may be empty
  /// @param from the browser's address in the network
  public Begun begin(
      WorkspaceId workspace,
      Optional<MemberId> connecting,
      Fingerprint browser,
      String next,
      String from) {
    Optional<MemberProvider> setting = providers.find(workspace);
    if (setting.isEmpty()) {
      return new Begun.Not(new Entered.Not(Reason.NOT_SET_UP));
    }
    return turns.take(
        workspace,
        from,
        new Begun.Not(new Entered.Not(Reason.BUSY)),
        () -> begun(setting.get(), connecting, browser, next),
        Begun.Not.class::isInstance);
  }

  private Begun begun(
      MemberProvider setting, Optional<MemberId> connecting, Fingerprint browser, String next) {
    return switch (clients.ready(setting.workspace(), setting.oauthClient())) {
      case ProviderClients.Ready.Not it -> new Begun.Not(it.not());
      case ProviderClients.Ready.To(ResolvedClient client) -> {
        EntryTrip trip = new EntryTrip(setting.workspace(), client.client().id(), connecting, next);
        Ticket state = tickets.make(PURPOSE, browser, trip.text());
        URI address =
            new EntryRequest(client, client.authorizationUrl().orElseThrow(), redirectUri)
                .address(state, nonce(state), verifier(state));
        yield new Begun.To(address, trip);
      }
    };
  }

  /// Receives a browser.
  ///
  /// @param browser the key of the cookie that the browser has
  /// @param trip what its other cookie carries
  /// @param from the browser's address in the network
  Back receive(EntryAnswer answer, Fingerprint browser, EntryTrip trip, String from) {
    Optional<Ticket> state =
        answer.state().filter(it -> tickets.isOurs(it, PURPOSE, browser, trip.text()));
    if (state.isEmpty() || !answer.isWhole()) {
      return new Back.Not(Reason.NOT_OURS);
    }
    Optional<MemberProvider> setting = providers.find(trip.workspace());
    if (setting.isEmpty()) {
      return new Back.Not(Reason.NOT_SET_UP);
    }
    return turns.take(
        trip.workspace(),
        from,
        new Back.Not(Reason.BUSY),
        () -> received(answer, trip, setting.get(), state.get()),
        back -> back instanceof Back.Not it && it.not().reason() != Reason.DECLINED);
  }

  private Back received(EntryAnswer answer, EntryTrip trip, MemberProvider setting, Ticket state) {
    return switch (clients.ready(trip.workspace(), setting.oauthClient())) {
      case ProviderClients.Ready.Not it -> new Back.Not(it.not());
      case ProviderClients.Ready.To(ResolvedClient client)
          when !client.client().id().equals(trip.client()) ->
          new Back.Not(Reason.NOT_SET_UP);
      case ProviderClients.Ready.To(ResolvedClient client) ->
          refusal(answer, client, trip.workspace(), state)
              .<Back>map(Back.Not::new)
              .orElseGet(() -> exchange(answer, client, setting, state));
    };
  }

  /// Why the code, which may not be there, is not exchanged. The state is spent in any case but
  /// that of another issuer, which may come back right.
  private Optional<Reason> refusal(
      EntryAnswer answer, ResolvedClient client, WorkspaceId workspace, Ticket state) {
    if (!isFromIssuer(answer, client)) {
      return Optional.of(Reason.OTHER_ISSUER);
    }
    if (!identities.spend(workspace, tickets.spent(state))) {
      return Optional.of(Reason.USED);
    }
    return answer.error().map(EntryTrips::reason);
  }

  /// An issuer that sends no `iss` is known by the address that the browser came back to and by the
  /// ID token's own issuer; one that promised to send it (RFC 9207) must.
  private static boolean isFromIssuer(EntryAnswer answer, ResolvedClient client) {
    boolean promised =
        client.definition().authorization() instanceof Authorization.AuthorizationCode code
            && code.authorize().issuerInCallback();
    return answer
        .issuer()
        .map(it -> client.issuer().filter(it::equals).isPresent())
        .orElse(!promised);
  }

  private Back exchange(
      EntryAnswer answer, ResolvedClient client, MemberProvider setting, Ticket state) {
    TokenRequest request =
        new TokenRequest.CodeExchange(
            AuthorizationCode.of(answer.code().orElseThrow()),
            redirectUri,
            Optional.of(verifier(state)));
    return switch (provider.ask(client, request)) {
      case TokenAnswer.Granted granted ->
          granted
              .response()
              .idToken()
              .map(it -> verified(client, it, setting, state))
              .orElseGet(() -> new Back.Not(Reason.NOT_TRUSTED, "there is no ID token"));
      case TokenAnswer.Refused refused ->
          new Back.Not(
              refused.error().equals("invalid_grant") ? Reason.NOT_OURS : Reason.CLIENT_REFUSED,
              refused.error());
      case TokenAnswer.NotAsked(String detail) -> new Back.Not(Reason.CLIENT_REFUSED, detail);
      case TokenAnswer.Unavailable _,
          TokenAnswer.Unreachable _,
          TokenAnswer.Unanswered _,
          TokenAnswer.TooLate _ ->
          new Back.Not(Reason.AWAY);
    };
  }

  private Back verified(
      ResolvedClient client, IdToken token, MemberProvider setting, Ticket state) {
    Optional<String> roles = setting.roles().map(RoleClaim::claim);
    return switch (tokens.verify(client, token, nonce(state), roles)) {
      case Verdict.Genuine genuine -> new Back.Known(setting, genuine);
      case Verdict.Forged(String problem) -> new Back.Not(Reason.NOT_TRUSTED, problem);
      case Verdict.Unknown _ -> new Back.Not(Reason.AWAY);
    };
  }

  private Nonce nonce(Ticket state) {
    return Nonce.of(tickets.secret(state, "nonce"));
  }

  private CodeVerifier verifier(Ticket state) {
    return new CodeVerifier(tickets.secret(state, "code verifier"));
  }

  private static Reason reason(String error) {
    if (DECLINED.contains(error)) {
      return Reason.DECLINED;
    }
    return AWAY.contains(error) ? Reason.AWAY : Reason.CLIENT_REFUSED;
  }

  /// Whether a browser is sent on a trip.
  public sealed interface Begun {
    /// It is.
    ///
    /// @param trip for its cookie
    record To(URI address, EntryTrip trip) implements Begun {}

    /// It is not.
    record Not(Entered.Not not) implements Begun {}
  }

  /// Who came back.
  sealed interface Back {
    /// Somebody whom the provider knows.
    record Known(MemberProvider setting, Verdict.Genuine genuine) implements Back {}

    /// Nobody.
    record Not(Entered.Not not) implements Back {
      Not(Reason reason) {
        this(new Entered.Not(reason));
      }

      Not(Reason reason, String detail) {
        this(new Entered.Not(reason, detail));
      }
    }
  }
}
