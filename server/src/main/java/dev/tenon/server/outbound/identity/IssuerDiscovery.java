package dev.tenon.server.outbound.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tenon.client.OAuthClientId;
import dev.tenon.client.ResolvedClient;
import dev.tenon.server.outbound.Deadline;
import dev.tenon.server.outbound.Fields;
import dev.tenon.server.outbound.HttpAnswer;
import dev.tenon.server.outbound.HttpCall;
import dev.tenon.server.outbound.HttpOutcome;
import dev.tenon.server.outbound.OutboundHttp;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Reads issuers' metadata over the wire. Remembers what an issuer said to each OAuth client for a
/// day: so long its endpoints are pinned, and a metadata document that changes moves no client.
/// Safe for use by any thread; nothing is locked while an issuer is asked.
public final class IssuerDiscovery {
  private static final Duration PINNED = Duration.ofDays(1);
  private static final int MOST = 10_000;

  private final OutboundHttp http;
  private final Cache<Key, ProviderMetadata> pins;

  /// Asks over `http`.
  public IssuerDiscovery(OutboundHttp http, Clock clock) {
    this.http = http;
    this.pins =
        Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterWrite(PINNED)
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .build();
  }

  /// `client` with the addresses that its definition leaves to the issuer's metadata (OpenID
  /// Connect Discovery 1.0, RFC 8414). Those that the connector or the admin gave stay; a client
  /// that leaves nothing to its issuer comes back as it is, without a request.
  public Completion complete(ResolvedClient client, Deadline deadline) {
    if (!client.discovery() || client.issuer().isEmpty() || isComplete(client)) {
      return new Completion.Complete(client);
    }
    Key key = new Key(client.client().id(), client.issuer().get());
    ProviderMetadata pinned = pins.getIfPresent(key);
    if (pinned != null) {
      return new Completion.Complete(pinned.fill(client));
    }
    return switch (fetch(key.issuer, deadline)) {
      case Fetched.Metadata(ProviderMetadata metadata) -> {
        pins.put(key, metadata);
        yield new Completion.Complete(metadata.fill(client));
      }
      case Fetched.Nothing(String problem) -> new Completion.Incomplete(problem);
      case Fetched.AnotherIssuers(String problem) -> new Completion.AnotherIssuer(problem);
    };
  }

  private static boolean isComplete(ResolvedClient client) {
    return client.authorizationUrl().isPresent()
        && client.tokenUrl().isPresent()
        && client.revocationUrl().isPresent()
        && client.userinfoUrl().isPresent()
        && client.jwksUrl().isPresent();
  }

  /// What `issuer` says of itself now; nothing is remembered.
  Fetched fetch(String issuer, Deadline deadline) {
    Fetched last = new Fetched.Nothing("the issuer " + issuer + " is not a URL");
    for (URI place : places(issuer)) {
      Fetched found = fetch(issuer, place, deadline);
      if (found instanceof Fetched.Metadata) {
        return found;
      }
      // Metadata of another issuer at one place says more than nothing at the next.
      last = last instanceof Fetched.AnotherIssuers ? last : found;
    }
    return last;
  }

  private Fetched fetch(String issuer, URI place, Deadline deadline) {
    HttpCall call = HttpCall.of("GET", place).header("Accept", "application/json");
    return switch (http.send(call, deadline)) {
      case HttpOutcome.NotSent(String detail) -> nothing(issuer, detail);
      case HttpOutcome.TooLate _ -> nothing(issuer, "the hub was too busy to ask");
      case HttpOutcome.NoAnswer(String detail) -> nothing(issuer, detail);
      case HttpOutcome.Answered(HttpAnswer answer) -> read(issuer, answer);
    };
  }

  private static Fetched read(String issuer, HttpAnswer answer) {
    if (answer.status() != 200) {
      return nothing(issuer, "it answered " + answer.status());
    }
    Optional<ProviderMetadata> metadata = Fields.of(answer).flatMap(ProviderMetadata::read);
    if (metadata.isEmpty()) {
      return nothing(issuer, "the answer is no metadata");
    }
    return metadata.get().issuer().equals(issuer)
        ? new Fetched.Metadata(metadata.get())
        : new Fetched.AnotherIssuers(sentence(issuer, "it names another issuer"));
  }

  private static Fetched nothing(String issuer, String detail) {
    return new Fetched.Nothing(sentence(issuer, detail));
  }

  private static String sentence(String issuer, String detail) {
    return "the metadata of " + issuer + " cannot be used: " + detail;
  }

  /// Where the metadata may be: OpenID Connect Discovery §4.1 puts its path after the issuer's, RFC
  /// 8414 §3.1 before it.
  private static List<URI> places(String issuer) {
    List<URI> places = new ArrayList<>();
    String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    int path = base.indexOf('/', base.indexOf("://") + 3);
    String host = path < 0 ? base : base.substring(0, path);
    String rest = path < 0 ? "" : base.substring(path);
    for (String place :
        List.of(
            base + "/.well-known/openid-configuration",
            host + "/.well-known/oauth-authorization-server" + rest)) {
      try {
        places.add(URI.create(place));
      } catch (IllegalArgumentException _) {
        return List.of();
      }
    }
    return places;
  }

  /// What came of filling a client in.
  public sealed interface Completion {
    /// Everything that the issuer says is filled in.
    record Complete(ResolvedClient client) implements Completion {}

    /// The metadata could not be had.
    ///
    /// @param problem one sentence for people
    record Incomplete(String problem) implements Completion {}

    /// The metadata is not that of the issuer; nothing in it is used.
    ///
    /// @param problem one sentence for people
    record AnotherIssuer(String problem) implements Completion {}
  }

  private record Key(OAuthClientId client, String issuer) {}

  /// What came of asking an issuer.
  sealed interface Fetched {
    /// Its metadata.
    record Metadata(ProviderMetadata metadata) implements Fetched {}

    /// No metadata could be had.
    ///
    /// @param problem one sentence for people
    record Nothing(String problem) implements Fetched {}

    /// Metadata that names another issuer.
    ///
    /// @param problem one sentence for people
    record AnotherIssuers(String problem) implements Fetched {}
  }
}
