package dev.tenon.server.outbound.token;

import dev.tenon.client.ClientSecret;
import dev.tenon.client.ResolvedClient;
import dev.tenon.connector.Api;
import dev.tenon.connector.TokenRules;
import dev.tenon.oauth.TokenAnswer;
import dev.tenon.oauth.TokenRequest;
import dev.tenon.secret.Secret;
import dev.tenon.secret.UnsealableException;
import dev.tenon.server.outbound.Deadline;
import dev.tenon.server.outbound.HttpOutcome;
import dev.tenon.server.outbound.OutboundHttp;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// Asks one endpoint of an authorization server with the client's proof, and once more with the
/// next secret where the one before was refused as `invalid_client`. Never on anything else: a
/// request that may have spent something is not sent again.
final class TokenExchange {
  private final OutboundHttp http;
  private final ClientSecrets secrets;
  private final ClientProofs proofs;
  private final AnswerJudge judge;

  TokenExchange(OutboundHttp http, ClientSecrets secrets, ClientProofs proofs, AnswerJudge judge) {
    this.http = http;
    this.secrets = secrets;
    this.proofs = proofs;
    this.judge = judge;
  }

  /// Asks the token endpoint, or for a refresh its own one.
  Verdict token(ResolvedClient client, TokenRules rules, TokenRequest request, Deadline deadline) {
    boolean refresh = request instanceof TokenRequest.Refresh;
    Optional<URI> url = refresh ? client.refreshUrl().or(client::tokenUrl) : client.tokenUrl();
    if (url.isEmpty()) {
      return refused("invalid_request", "the OAuth client has no token URL; nothing was sent");
    }
    Map<String, String> parameters = TokenParameters.of(client, rules, request);
    Scrubber scrubber = new Scrubber();
    TokenParameters.SECRET.stream()
        .flatMap(name -> Stream.ofNullable(parameters.get(rules.nameOf(name))))
        .map(Secret::of)
        .forEach(scrubber::know);
    return ask(
        new Ask(client, rules, url.get(), parameters),
        scrubber,
        deadline,
        outcome -> judge.judge(outcome, rules.reading(), retry(client), scrubber));
  }

  /// Asks the revocation endpoint to revoke `token`, where an empty answer is a good one.
  Verdict revocation(Ask ask, Secret token, Deadline deadline) {
    Scrubber scrubber = new Scrubber();
    scrubber.know(token);
    return ask(
        ask,
        scrubber,
        deadline,
        outcome -> judge.judgeDone(outcome, ask.rules.reading(), retry(ask.client), scrubber));
  }

  private Verdict ask(
      Ask ask, Scrubber scrubber, Deadline deadline, Function<HttpOutcome, Verdict> judgement) {
    if (!ClientProofs.needsSecret(ask.client)) {
      return judgement.apply(send(ask, proofs.ofPublic(ask.client), deadline));
    }
    List<ClientSecret> stored = ask.client.client().secrets();
    if (stored.isEmpty()) {
      return refused(
          "invalid_client",
          "the OAuth client has no secret to prove itself with; nothing was sent");
    }
    Verdict verdict = askWith(stored.getFirst(), ask, scrubber, deadline, judgement);
    for (ClientSecret next : stored.subList(1, stored.size())) {
      boolean another = verdict instanceof Verdict.Failed failed && failed.rejectsClient();
      // A request is only begun with the time of a whole call before it: one that is cut short
      // would leave unknown what it spent.
      boolean time = deadline.remaining().compareTo(http.limits().total()) >= 0;
      if (!another || !time) {
        return verdict;
      }
      verdict = askWith(next, ask, scrubber, deadline, judgement);
    }
    return verdict;
  }

  private Verdict askWith(
      ClientSecret stored,
      Ask ask,
      Scrubber scrubber,
      Deadline deadline,
      Function<HttpOutcome, Verdict> judgement) {
    try {
      Secret secret = secrets.open(ask.client, stored);
      scrubber.know(secret);
      ClientProof proof = proofs.of(ask.client, secret, ask.url);
      know(scrubber, proof);
      return judgement.apply(send(ask, proof, deadline));
    } catch (UnsealableException e) {
      return new Verdict.Failed(new TokenAnswer.NotAsked(String.valueOf(e.getMessage())));
    } catch (UnusableKeyException e) {
      return refused("invalid_client", e.getMessage() + "; nothing was sent");
    }
  }

  private HttpOutcome send(Ask ask, ClientProof proof, Deadline deadline) {
    return http.send(
        TokenCalls.call(ask.client, ask.rules, ask.url, ask.parameters, proof), deadline);
  }

  private static void know(Scrubber scrubber, ClientProof proof) {
    switch (proof) {
      case ClientProof.InHeader(Secret authorization) -> scrubber.know(authorization);
      case ClientProof.InParameters(Map<String, Secret> sent) ->
          Optional.ofNullable(sent.get("client_assertion")).ifPresent(scrubber::know);
    }
  }

  private static Api.Retry retry(ResolvedClient client) {
    return client.connector().api().retry();
  }

  private static Verdict refused(String error, String description) {
    return new Verdict.Failed(new TokenAnswer.Refused(error, description, 0));
  }

  /// What is asked, but for the proof.
  ///
  /// @param parameters by the provider's names; holds secrets, so it is never printed
  record Ask(ResolvedClient client, TokenRules rules, URI url, Map<String, String> parameters) {
    @Override
    public String toString() {
      return "Ask[" + url.getHost() + "]";
    }
  }
}
