package dev.tenon.connect;

import dev.tenon.client.ResolvedClient;
import dev.tenon.client.TokenEndpoint;
import dev.tenon.client.UserFields.Reading.Read;
import dev.tenon.connector.Authorization;
import dev.tenon.connector.Field;
import dev.tenon.oauth.AccessToken;
import dev.tenon.oauth.TokenAnswer;
import dev.tenon.oauth.TokenRequest;
import dev.tenon.oauth.TokenResponse;
import dev.tenon.secret.Secret;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Makes a token answer of what a user typed: a key as it is, Basic credentials, or what a login
/// yields.
final class FormGrants {
  private final TokenEndpoint provider;
  private final Clock clock;

  /// Logs in at `provider` where a definition wants that.
  FormGrants(TokenEndpoint provider, Clock clock) {
    this.provider = provider;
    this.clock = clock;
  }

  /// The grant that `typed` is; [TokenAnswer.Refused] with `incomplete` where it is none.
  TokenAnswer ask(ResolvedClient client, Read typed) {
    return switch (client.definition().authorization()) {
      case Authorization.ApiKey _ -> apiKey(client, typed);
      case Authorization.Basic _ -> basic(typed);
      case Authorization.Login _ -> provider.ask(client, login(typed));
      case Authorization.AuthorizationCode _,
          Authorization.ClientCredentials _,
          Authorization.Declared _ ->
          throw new IllegalStateException("no form makes such a grant: indicates a bug");
    };
  }

  private TokenAnswer apiKey(ResolvedClient client, Read typed) {
    return client.definition().fields().stream()
        .filter(Field::secret)
        .map(Field::name)
        .findFirst()
        .flatMap(name -> Optional.ofNullable(typed.secrets().get(name)))
        .map(key -> granted(new AccessToken(key), "ApiKey"))
        .orElseGet(FormGrants::incomplete);
  }

  private TokenAnswer basic(Read typed) {
    Map<String, Secret> all = login(typed).credentials();
    return Optional.ofNullable(all.get("username"))
        .flatMap(name -> AccessToken.basic(name, Optional.ofNullable(all.get("password"))))
        .map(credentials -> granted(credentials, "Basic"))
        .orElseGet(FormGrants::incomplete);
  }

  private static TokenRequest.Login login(Read typed) {
    Map<String, Secret> credentials = new HashMap<>(typed.secrets());
    typed.values().forEach((name, value) -> credentials.put(name, Secret.of(value)));
    return new TokenRequest.Login(credentials);
  }

  private TokenAnswer granted(AccessToken token, String type) {
    return new TokenAnswer.Granted(
        new TokenResponse(
            token,
            type,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            clock.instant()));
  }

  private static TokenAnswer incomplete() {
    return new TokenAnswer.Refused("incomplete", "", 0);
  }
}
