package dev.tenon.server.outbound.api;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.tenon.call.ApiAnswer;
import dev.tenon.call.ApiCall;
import dev.tenon.call.ApiTarget;
import dev.tenon.call.ApiWire;
import dev.tenon.connector.Template;
import dev.tenon.secret.RandomText;
import dev.tenon.server.outbound.OutboundUrl.RefusedUrlException;
import dev.tenon.server.outbound.StreamCall;
import dev.tenon.server.outbound.StreamOutcome;
import dev.tenon.server.outbound.StreamingHttp;
import dev.tenon.token.IssuedToken;
import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// [ApiWire] over HTTP.
public final class ProviderApiWire implements ApiWire {
  private static final int REMEMBERED = 10_000;

  private final StreamingHttp http;
  private final Clock clock;
  private final RandomGenerator random;
  private final LoadingCache<IssuedToken, Blotter> blotters =
      Caffeine.newBuilder()
          .weakKeys()
          .maximumSize(REMEMBERED)
          .build(token -> Blotter.of(token.accessToken()));
  private final LoadingCache<ApiTarget, DeclaredHeaders> declared =
      Caffeine.newBuilder()
          .weakKeys()
          .maximumSize(REMEMBERED)
          .build(target -> DeclaredHeaders.of(target.api()));

  /// Calls over `http`.
  public ProviderApiWire(StreamingHttp http, Clock clock, RandomGenerator random) {
    this.http = http;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public Outcome send(ApiTarget target, ApiCall call, IssuedToken token) {
    if (call.hasBody() && !target.api().body().isEmpty()) {
      return new Outcome.NotCallable(
          "The connector %s puts fields into the body of every call, which calls of apps cannot."
              .formatted(target.client().connector().name()));
    }
    StreamCall request;
    try {
      request = new Outgoing(target, declared.get(target), call, token, this::chance).request();
    } catch (Template.ExpansionException e) {
      return new Outcome.NotCallable("The call cannot be made up: " + e.getMessage());
    } catch (RefusedUrlException e) {
      return new Outcome.NotCallable("The address of the API " + e.getMessage() + ".");
    }
    return switch (http.open(request)) {
      case StreamOutcome.Opened opened -> answered(call, opened, blotters.get(token));
      case StreamOutcome.Refused(String detail) -> new Outcome.NotCallable(sentence(detail));
      case StreamOutcome.NotSent(String detail) -> new Outcome.NotSent(detail);
      case StreamOutcome.NoAnswer(String detail, boolean late) ->
          new Outcome.NoAnswer(detail, late);
      case StreamOutcome.BodyFailed(IOException cause) -> new Outcome.BodyFailed(cause);
    };
  }

  private static Outcome answered(ApiCall call, StreamOutcome.Opened opened, Blotter blotter) {
    try {
      ApiAnswer answer = ProviderAnswer.of(opened, call.method().equals("HEAD"), blotter);
      return new Outcome.Answered(answer);
    } catch (IOException _) {
      return new Outcome.NoAnswer("the answer cannot be inflated", false);
    }
  }

  private Optional<String> chance(String name) {
    return Optional.of(
        name.equals("now")
            ? clock.instant().truncatedTo(ChronoUnit.SECONDS).toString()
            : RandomText.base62(random, 22));
  }

  private static String sentence(String detail) {
    return detail.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + detail.substring(1) + ".";
  }
}
