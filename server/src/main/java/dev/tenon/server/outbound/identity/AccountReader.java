package dev.tenon.server.outbound.identity;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import dev.tenon.client.ResolvedClient;
import dev.tenon.client.TokenEndpoint.Identification;
import dev.tenon.connector.Authorization;
import dev.tenon.connector.Identity;
import dev.tenon.oauth.AccessToken;
import dev.tenon.oauth.Account;
import dev.tenon.oauth.IdToken;
import dev.tenon.oauth.Nonce;
import dev.tenon.oauth.TokenResponse;
import dev.tenon.secret.Secret;
import dev.tenon.server.outbound.Deadline;
import dev.tenon.server.outbound.Fields;
import dev.tenon.server.outbound.HttpAnswer;
import dev.tenon.server.outbound.HttpCall;
import dev.tenon.server.outbound.HttpOutcome;
import dev.tenon.server.outbound.OutboundHttp;
import java.text.ParseException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Learns whose account a token belongs to: from the ID token when there is one that can be
/// validated, else from the userinfo endpoint. Not learning it is no failure; an ID token that is
/// not for us is. Safe for use by any thread.
public final class AccountReader {
  private static final int LONGEST = 256;

  private final OutboundHttp http;
  private final IdTokenCheck idTokens;

  /// Asks over `http`.
  public AccountReader(OutboundHttp http, Clock clock) {
    this.http = http;
    this.idTokens = new IdTokenCheck(new KeySets(http, clock), clock);
  }

  /// Whose account `response` belongs to. Without a nonce, as after a refresh, a subject is enough;
  /// after a sign-in a name for people is looked for as well.
  ///
  /// @param client with its addresses complete
  /// @param secret the client's, where it proves itself with one
  public Identification identify(
      ResolvedClient client,
      TokenResponse response,
      Optional<Nonce> nonce,
      Optional<Secret> secret,
      Deadline deadline) {
    if (!(client.definition().authorization() instanceof Authorization.AuthorizationCode it)) {
      return new Identification.Known(Account.unknown());
    }
    Account told = Account.unknown();
    if (client.issuer().isPresent() && response.idToken().isPresent()) {
      IdToken token = response.idToken().get();
      switch (idTokens.check(client, client.issuer().get(), token, nonce, secret, deadline)) {
        case IdTokenCheck.Result.Forged(String problem) -> {
          return new Identification.Forged("the ID token cannot be trusted: " + problem);
        }
        case IdTokenCheck.Result.Genuine(JWTClaimsSet claims) ->
            told = account(claims, it.identity());
        case IdTokenCheck.Result.Unverified _ -> {}
      }
    }
    boolean enough =
        told.subject().isPresent()
            && (told.name().isPresent() || told.email().isPresent() || nonce.isEmpty());
    return new Identification.Known(
        enough ? told : withUserinfo(client, it.identity(), response, told, deadline));
  }

  /// Whose account the ID token of `response` claims to be for, as [#identify] would read it were
  /// it genuine; nothing where it would not look at it. Costs no request.
  public Account claimed(ResolvedClient client, TokenResponse response) {
    if (!(client.definition().authorization() instanceof Authorization.AuthorizationCode it)
        || client.issuer().isEmpty()
        || response.idToken().isEmpty()) {
      return Account.unknown();
    }
    try {
      JWTClaimsSet claims =
          JWTParser.parse(response.idToken().get().secret().reveal()).getJWTClaimsSet();
      return claims == null ? Account.unknown() : account(claims, it.identity());
    } catch (ParseException _) {
      return Account.unknown();
    }
  }

  /// `told` with what the userinfo endpoint adds. An answer about another subject is not used
  /// (OpenID Connect Core §5.3.2).
  private Account withUserinfo(
      ResolvedClient client,
      Identity identity,
      TokenResponse response,
      Account told,
      Deadline deadline) {
    if (client.userinfoUrl().isEmpty()) {
      return told;
    }
    Account asked = userinfo(client, identity, response.accessToken(), deadline);
    if (told.isAnother(asked)) {
      return told;
    }
    return new Account(
        told.subject().or(asked::subject),
        told.name().or(asked::name),
        told.email().or(asked::email));
  }

  private Account userinfo(
      ResolvedClient client, Identity identity, AccessToken token, Deadline deadline) {
    HttpCall call =
        HttpCall.of("GET", client.userinfoUrl().orElseThrow())
            .header("Accept", "application/json")
            .header("Authorization", "Bearer " + token.secret().reveal());
    if (http.send(call, deadline) instanceof HttpOutcome.Answered(HttpAnswer answer)
        && answer.isSuccess()) {
      return Fields.of(answer)
          .map(fields -> account(fields::text, identity))
          .orElseGet(Account::unknown);
    }
    return Account.unknown();
  }

  private static Account account(JWTClaimsSet claims, Identity identity) {
    Map<String, Object> all = claims.getClaims();
    return account(path -> Optional.ofNullable(all.get(path)).map(Object::toString), identity);
  }

  private static Account account(Function<String, Optional<String>> fields, Identity identity) {
    return new Account(
        fields.apply(identity.subject()).flatMap(AccountReader::clean),
        fields.apply(identity.name()).flatMap(AccountReader::clean),
        fields.apply(identity.email()).flatMap(AccountReader::clean));
  }

  /// One line of printable characters that is not too long; a longer subject is no subject, since a
  /// shortened one could be taken for another.
  private static Optional<String> clean(String text) {
    String line = text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\p{Zl}\\p{Zp}]+", " ").strip();
    return line.isEmpty() || line.length() > LONGEST ? Optional.empty() : Optional.of(line);
  }
}
