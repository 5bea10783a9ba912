package dev.tenon.server.outbound.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.tenon.exchange.Issuer;
import dev.tenon.exchange.SubjectTokenType;
import dev.tenon.exchange.SubjectTokens;
import dev.tenon.secret.Secret;
import dev.tenon.server.outbound.Deadline;
import dev.tenon.server.outbound.OutboundHttp;
import dev.tenon.server.outbound.identity.IssuerDiscovery.Fetched;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Validates subject tokens over the wire: the keys of a registered issuer come from where its
/// registration or its metadata says, through the address guard, and are kept. Nothing that a token
/// says is called (`jku`, `x5u`), and a key that it brings along (`jwk`, `x5c`) is not looked at.
public final class SubjectTokenCheck implements SubjectTokens {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration PINNED = Duration.ofDays(1);
  private static final int MOST = 1_000;
  private static final int LONGEST = 16 * 1024;

  /// What ID tokens and access tokens are labelled with (RFC 7519 §5.1, RFC 9068 §2.1). Anything
  /// else is a token for another purpose: a logout, a request, a proof.
  private static final Set<String> TYPES = Set.of("jwt", "application/jwt");

  private static final Set<String> ACCESS_TYPES = Set.of("at+jwt", "application/at+jwt");

  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512,
          JWSAlgorithm.EdDSA,
          JWSAlgorithm.Ed25519);

  private final OutboundHttp http;
  private final IssuerDiscovery discovery;
  private final KeySets keys;
  private final SubjectClaims claims;
  private final Cache<String, URI> pins;

  /// Asks over `http`.
  public SubjectTokenCheck(OutboundHttp http, IssuerDiscovery discovery, Clock clock) {
    this.http = http;
    this.discovery = discovery;
    this.keys = new KeySets(http, clock);
    this.claims = new SubjectClaims(clock);
    this.pins =
        Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterWrite(PINNED)
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .build();
  }

  @Override
  public Verdict verify(List<Issuer> issuers, SubjectTokenType type, Secret token) {
    String text = token.reveal();
    if (text.length() > LONGEST) {
      return new Verdict.Refused("is too long");
    }
    try {
      SignedJWT jwt = SignedJWT.parse(text);
      JWTClaimsSet told = jwt.getJWTClaimsSet();
      return told == null
          ? new Verdict.Refused("is not a signed JWT")
          : verify(issuers, type, jwt, told);
    } catch (ParseException _) {
      return new Verdict.Refused("is not a signed JWT");
    }
  }

  private Verdict verify(
      List<Issuer> issuers, SubjectTokenType type, SignedJWT jwt, JWTClaimsSet told) {
    Optional<Issuer> issuer =
        issuers.stream().filter(it -> it.url().equals(told.getIssuer())).findFirst();
    if (issuer.isEmpty()) {
      return new Verdict.Refused("is from an issuer that is not registered in this workspace");
    }
    Optional<String> problem =
        header(jwt.getHeader(), type).or(() -> claims.problem(told, issuer.get()));
    if (problem.isPresent()) {
      return new Verdict.Refused(problem.get());
    }
    return switch (signature(issuer.get(), jwt)) {
      case GOOD -> claims.subject(told, issuer.get());
      case BAD -> new Verdict.Refused("is not signed by a key of its issuer");
      case UNKNOWN -> new Verdict.Unknown();
    };
  }

  private static Optional<String> header(JWSHeader header, SubjectTokenType type) {
    if (!ALGORITHMS.contains(header.getAlgorithm())) {
      return Optional.of("is signed by a method that is not taken");
    }
    String label = label(header.getType());
    boolean access = ACCESS_TYPES.contains(label);
    if (!access && !TYPES.contains(label)) {
      return Optional.of("is a token for another purpose (typ)");
    }
    return access && type == SubjectTokenType.ID_TOKEN
        ? Optional.of("is an access token, not an ID token (typ)")
        : Optional.empty();
  }

  private static String label(@Nullable JOSEObjectType type) {
    return type == null ? "jwt" : type.getType().toLowerCase(Locale.ROOT);
  }

  private Signature signature(Issuer issuer, SignedJWT jwt) {
    Deadline deadline = http.deadline(PATIENCE);
    Optional<List<JWK>> candidates =
        place(issuer, deadline).flatMap(url -> keys.candidates(url, jwt.getHeader(), deadline));
    if (candidates.isEmpty()) {
      return Signature.UNKNOWN;
    }
    return JwtSignature.isByAnyOf(candidates.get(), jwt) ? Signature.GOOD : Signature.BAD;
  }

  /// Where the issuer's keys are; empty when nobody says so just now.
  private Optional<URI> place(Issuer issuer, Deadline deadline) {
    Optional<URI> known =
        issuer.jwksUri().or(() -> Optional.ofNullable(pins.getIfPresent(issuer.url())));
    if (known.isPresent()) {
      return known;
    }
    return discovery.fetch(issuer.url(), deadline) instanceof Fetched.Metadata(ProviderMetadata it)
        ? it.jwks().map(url -> pinned(issuer, url))
        : Optional.empty();
  }

  private URI pinned(Issuer issuer, URI url) {
    pins.put(issuer.url(), url);
    return url;
  }

  @Override
  public Standing ask(Issuer issuer) {
    Deadline deadline = http.deadline(PATIENCE);
    if (issuer.jwksUri().isPresent()) {
      return standing(issuer.jwksUri().get(), deadline);
    }
    return switch (discovery.fetch(issuer.url(), deadline)) {
      case Fetched.Metadata(ProviderMetadata it) ->
          it.jwks()
              .map(url -> standing(url, deadline))
              .orElseGet(() -> new Standing.Away("The issuer's metadata names no jwks_uri."));
      case Fetched.Nothing(String problem) -> new Standing.Away(problem);
      case Fetched.AnotherIssuers(String problem) -> new Standing.Another(problem);
    };
  }

  private Standing standing(URI url, Deadline deadline) {
    return keys.isThere(url, deadline)
        ? new Standing.Good()
        : new Standing.Away("The issuer's keys cannot be had now.");
  }

  private enum Signature {
    GOOD,
    BAD,
    /// The issuer's keys cannot be had just now.
    UNKNOWN
  }
}
