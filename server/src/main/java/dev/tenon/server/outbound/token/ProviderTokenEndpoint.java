package dev.tenon.server.outbound.token;

import dev.tenon.client.ResolvedClient;
import dev.tenon.client.TokenEndpoint;
import dev.tenon.connector.Authorization;
import dev.tenon.connector.Step;
import dev.tenon.connector.TokenRules;
import dev.tenon.oauth.AccessToken;
import dev.tenon.oauth.Account;
import dev.tenon.oauth.Nonce;
import dev.tenon.oauth.TokenAnswer;
import dev.tenon.oauth.TokenRequest;
import dev.tenon.oauth.TokenResponse;
import dev.tenon.secret.Secret;
import dev.tenon.secret.UnsealableException;
import dev.tenon.secret.Vault;
import dev.tenon.server.outbound.Deadline;
import dev.tenon.server.outbound.OutboundHttp;
import dev.tenon.server.outbound.identity.AccountReader;
import dev.tenon.server.outbound.identity.IssuerDiscovery;
import dev.tenon.server.outbound.identity.IssuerDiscovery.Completion;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The token endpoints of real providers. Safe for use by any thread.
///
/// One request takes at most twice the time of one outbound call, discovery, further secrets and
/// steps included; finding out whose it is takes at most half the time of one call. By the standard
/// limits these are 40 and 10 seconds, which together stay within a refresh lease.
public final class ProviderTokenEndpoint implements TokenEndpoint {
  private final OutboundHttp http;
  private final IssuerDiscovery discovery;
  private final AccountReader accounts;
  private final ClientSecrets secrets;
  private final TokenExchange exchange;
  private final HookRun hooks;
  private final Revoker revoker;
  private final AnswerJudge judge;
  private final Clock clock;
  private final RandomGenerator random;

  /// Asks over `http`.
  ///
  /// @param vault opens the clients' secrets
  /// @param random a secure source, for ids of assertions
  public ProviderTokenEndpoint(
      OutboundHttp http,
      IssuerDiscovery discovery,
      Vault vault,
      Clock clock,
      RandomGenerator random) {
    this.http = http;
    this.discovery = discovery;
    this.clock = clock;
    this.random = random;
    this.accounts = new AccountReader(http, clock);
    this.secrets = new ClientSecrets(vault);
    this.judge = new AnswerJudge(clock);
    ClientProofs proofs = new ClientProofs(new ClientAssertion(clock, random));
    this.exchange = new TokenExchange(http, secrets, proofs, judge);
    this.hooks = new HookRun(http, judge, secrets, clock, random);
    this.revoker = new Revoker(exchange, hooks);
  }

  @Override
  public Discovery discover(ResolvedClient client) {
    return switch (discovery.complete(client, http.deadline(http.limits().total()))) {
      case Completion.Complete(ResolvedClient complete) -> new Discovery.Found(complete);
      case Completion.Incomplete(String problem) -> new Discovery.Away(problem);
      case Completion.AnotherIssuer(String problem) -> new Discovery.AnotherIssuer(problem);
    };
  }

  @Override
  public TokenAnswer ask(ResolvedClient client, TokenRequest request) {
    Deadline deadline = deadline();
    return switch (discovery.complete(client, deadline)) {
      case Completion.Incomplete(String problem) when client.tokenUrl().isEmpty() ->
          new TokenAnswer.Unreachable(problem);
      case Completion.AnotherIssuer(String problem) when client.tokenUrl().isEmpty() ->
          new TokenAnswer.Unreachable(problem);
      case Completion.Incomplete _, Completion.AnotherIssuer _ ->
          opening(client, request, deadline);
      case Completion.Complete(ResolvedClient complete) -> opening(complete, request, deadline);
    };
  }

  @Override
  public TokenAnswer ask(ResolvedClient client, TokenRequest request, Duration sendWithin) {
    return sendWithin.isNegative() ? new TokenAnswer.TooLate() : ask(client, request);
  }

  @Override
  public Account claimed(ResolvedClient client, TokenResponse response) {
    return accounts.claimed(client, response);
  }

  @Override
  public Identification identify(
      ResolvedClient client, TokenResponse response, Optional<Nonce> nonce) {
    // Short, because a grant that was just obtained may be waiting to be stored.
    Deadline deadline = http.deadline(http.limits().total().dividedBy(2));
    return accounts.identify(
        completed(client, deadline), response, nonce, proofSecret(client), deadline);
  }

  @Override
  public HookResult afterConnect(
      ResolvedClient client, AccessToken token, Map<String, String> values) {
    List<Step> steps = client.definition().hooks().afterConnect();
    return hooks.run(client, steps, token, values, http.deadline(http.limits().total()));
  }

  @Override
  public Revocation revoke(ResolvedClient client, RevocationRequest request) {
    Deadline deadline = deadline();
    return revoker.revoke(completed(client, deadline), request, deadline);
  }

  private TokenAnswer opening(ResolvedClient client, TokenRequest request, Deadline deadline) {
    try {
      return ask(client, request, deadline);
    } catch (UnsealableException e) {
      return new TokenAnswer.NotAsked(String.valueOf(e.getMessage()));
    }
  }

  private TokenAnswer ask(ResolvedClient client, TokenRequest request, Deadline deadline) {
    return switch (client.definition().authorization()) {
      case Authorization.AuthorizationCode it -> atEndpoint(client, it.token(), request, deadline);
      case Authorization.ClientCredentials it when it.steps().isEmpty() ->
          atEndpoint(client, it.token(), request, deadline);
      case Authorization.ClientCredentials it ->
          withSteps(client, it.token(), it.steps(), request, deadline);
      case Authorization.Login it -> login(client, it, request, deadline);
      case Authorization.ApiKey _, Authorization.Basic _, Authorization.Declared _ ->
          throw new IllegalArgumentException(
              "a token request for a definition without a token endpoint indicates a bug");
    };
  }

  private TokenAnswer atEndpoint(
      ResolvedClient client, TokenRules rules, TokenRequest request, Deadline deadline) {
    return switch (exchange.token(client, rules, request, deadline)) {
      case Verdict.Accepted accepted ->
          GrantReader.read(rules.reading(), TokenParameters.separator(client), accepted);
      case Verdict.Failed(TokenAnswer answer) -> answer;
    };
  }

  private TokenAnswer withSteps(
      ResolvedClient client,
      TokenRules rules,
      List<Step> steps,
      TokenRequest request,
      Deadline deadline) {
    return switch (exchange.token(client, rules, request, deadline)) {
      case Verdict.Accepted accepted -> {
        StepRun run = run(client, Map.of());
        run.after(accepted.fields());
        yield run.run(steps, deadline);
      }
      case Verdict.Failed(TokenAnswer answer) -> answer;
    };
  }

  private TokenAnswer login(
      ResolvedClient client, Authorization.Login login, TokenRequest request, Deadline deadline) {
    return switch (request) {
      case TokenRequest.Login(Map<String, Secret> typed) ->
          run(client, typed).run(login.steps(), deadline);
      case TokenRequest.Refresh refresh ->
          run(client, Map.of("refresh_token", refresh.refreshToken().secret()))
              .run(login.refresh(), deadline);
      case TokenRequest.CodeExchange _, TokenRequest.ClientCredentials _ ->
          throw new IllegalArgumentException("this request of a login indicates a bug");
    };
  }

  private StepRun run(ResolvedClient client, Map<String, Secret> more) {
    Map<String, Secret> all = new HashMap<>(more);
    secrets.first(client).ifPresent(secret -> all.putIfAbsent("client_secret", secret));
    return new StepRun(http, judge, clock, random, client, all);
  }

  private ResolvedClient completed(ResolvedClient client, Deadline deadline) {
    return discovery.complete(client, deadline) instanceof Completion.Complete it
        ? it.client()
        : client;
  }

  /// The secret by which an issuer may have signed an ID token, where the client has one.
  private Optional<Secret> proofSecret(ResolvedClient client) {
    return switch (client.authentication()) {
      case CLIENT_SECRET_BASIC, CLIENT_SECRET_POST -> opened(client);
      case PRIVATE_KEY_JWT, NONE -> Optional.empty();
    };
  }

  private Optional<Secret> opened(ResolvedClient client) {
    try {
      return secrets.first(client);
    } catch (UnsealableException _) {
      return Optional.empty();
    }
  }

  private Deadline deadline() {
    return http.deadline(http.limits().total().multipliedBy(2));
  }
}
