package dev.tenon.server.outbound.token;

import dev.tenon.connector.TokenReading;
import dev.tenon.connector.TokenReading.ExpiryUnit;
import dev.tenon.oauth.AccessToken;
import dev.tenon.oauth.IdToken;
import dev.tenon.oauth.RefreshToken;
import dev.tenon.oauth.Scope;
import dev.tenon.oauth.TokenAnswer;
import dev.tenon.oauth.TokenResponse;
import dev.tenon.server.outbound.Fields;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Reads the grant out of an accepted answer, from where the connector says that its parts are (RFC
/// 6749 §5.1). Without a usable access token there is no grant.
final class GrantReader {
  private static final int LONGEST_TOKEN = 64 * 1024;
  private static final int LONGEST_VALUE = 4096;

  private final TokenReading reading;
  private final String separator;
  private final Verdict.Accepted accepted;
  private final Fields fields;
  private final String beside;

  private GrantReader(TokenReading reading, String separator, Verdict.Accepted accepted) {
    this.reading = reading;
    this.separator = separator;
    this.accepted = accepted;
    this.fields = accepted.fields();
    this.beside = beside(reading, accepted.fields());
  }

  /// What `accepted` grants.
  ///
  /// @param separator between the provider's scope tokens
  static TokenAnswer read(TokenReading reading, String separator, Verdict.Accepted accepted) {
    return new GrantReader(reading, separator, accepted).read();
  }

  /// What the connector keeps of an answer, but for what `isSecret`.
  static Map<String, String> kept(
      TokenReading reading, Verdict.Accepted accepted, Predicate<String> isSecret) {
    Map<String, String> kept = new LinkedHashMap<>();
    reading
        .metadata()
        .forEach(
            (path, name) ->
                accepted
                    .fields()
                    .text(path)
                    .filter(it -> it.length() <= LONGEST_VALUE && !isSecret.test(it))
                    .ifPresent(it -> kept.put(name, it)));
    return kept;
  }

  private TokenAnswer read() {
    Optional<String> token =
        fields
            .text(reading.accessToken())
            .filter(it -> !it.isEmpty())
            .or(() -> reading.alternateAccessToken().flatMap(fields::text));
    if (token.isEmpty()) {
      return new TokenAnswer.Unanswered("the answer has no access token");
    }
    if (!isUsable(token.get())) {
      return new TokenAnswer.Unanswered("the answer's access token has characters no token has");
    }
    return new TokenAnswer.Granted(response(AccessToken.of(token.get())));
  }

  private TokenResponse response(AccessToken token) {
    Optional<RefreshToken> refresh =
        text(reading.refreshToken()).filter(GrantReader::isUsable).map(RefreshToken::of);
    Optional<IdToken> idToken =
        fields.text("id_token").filter(GrantReader::isUsable).map(IdToken::of);
    Set<String> tokens = new LinkedHashSet<>();
    tokens.add(token.secret().reveal());
    refresh.ifPresent(it -> tokens.add(it.secret().reveal()));
    idToken.ifPresent(it -> tokens.add(it.secret().reveal()));
    return new TokenResponse(
        token,
        text(reading.tokenType()).filter(it -> it.matches("[A-Za-z0-9._-]{1,64}")).orElse("Bearer"),
        text(reading.expiresIn())
            .flatMap(it -> Expiry.read(it, reading.expiresInUnit(), accepted.requestedAt())),
        refresh,
        reading
            .refreshExpiresIn()
            .flatMap(this::text)
            .flatMap(it -> Expiry.read(it, ExpiryUnit.SECONDS, accepted.requestedAt())),
        scope(),
        idToken,
        kept(reading, accepted, tokens::contains),
        accepted.requestedAt());
  }

  /// The granted scope; characters that no scope token has end a token rather than the reading.
  private Optional<Scope> scope() {
    String text = text(reading.scope()).orElse("");
    String spaced = separator.isBlank() ? text : text.replace(separator, " ");
    Set<String> tokens = new LinkedHashSet<>();
    Arrays.stream(spaced.split("[\\s,]+", -1)).filter(Scope::isToken).forEach(tokens::add);
    return tokens.isEmpty() ? Optional.empty() : Optional.of(new Scope(tokens));
  }

  /// What is at `path`: beside the alternate access token where that was taken, else where it is
  /// normally.
  private Optional<String> text(String path) {
    String name = path.substring(path.lastIndexOf('.') + 1);
    return (beside.isEmpty() ? Optional.<String>empty() : fields.text(beside + name))
        .or(() -> fields.text(path))
        .filter(it -> !it.isEmpty());
  }

  private static String beside(TokenReading reading, Fields fields) {
    boolean usual = fields.text(reading.accessToken()).filter(it -> !it.isEmpty()).isPresent();
    String alternate = usual ? "" : reading.alternateAccessToken().orElse("");
    return alternate.substring(0, alternate.lastIndexOf('.') + 1);
  }

  private static boolean isUsable(String token) {
    return token.length() <= LONGEST_TOKEN && token.chars().allMatch(c -> c > 0x20 && c < 0x7f);
  }
}
