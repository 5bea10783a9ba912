package dev.tenon.exchange;

import dev.tenon.access.Caller;
import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.Actor;
import dev.tenon.audit.AuditEvent;
import dev.tenon.exchange.SubjectTokens.Standing;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// What admins do with issuers. Safe for use by any thread.
public final class Issuers {
  /// Issuers that a workspace may have.
  public static final int MOST = 20;

  private static final int TRIES = 5;

  private final IssuerStore store;
  private final SubjectTokens tokens;
  private final Clock clock;
  private final RandomGenerator random;

  /// The issuers of `store`; each is asked once when it is registered or its keys move.
  public Issuers(IssuerStore store, SubjectTokens tokens, Clock clock, RandomGenerator random) {
    this.store = store;
    this.tokens = tokens;
    this.clock = clock;
    this.random = random;
  }

  /// The issuers of the workspace, oldest first.
  public List<Issuer> list(WorkspaceId workspace) {
    return store.list(workspace);
  }

  /// The issuer of that id.
  public Optional<Issuer> find(WorkspaceId workspace, IssuerId id) {
    return store.find(workspace, id);
  }

  /// Registers an issuer. It is asked for its metadata outside any transaction: what is another
  /// issuer's is refused, who is away is taken with a warning.
  public Saved register(
      Caller.Admin admin,
      String url,
      List<String> audiences,
      String userClaim,
      Optional<URI> jwksUri) {
    if (store.list(admin.workspace()).size() >= MOST) {
      return new Saved.TooMany();
    }
    Issuer issuer =
        new Issuer(
            IssuerId.random(random),
            admin.workspace(),
            url,
            audiences,
            userClaim,
            jwksUri,
            clock.instant(),
            1);
    Standing standing = tokens.ask(issuer);
    if (standing instanceof Standing.Another(String problem)) {
      return new Saved.AnotherIssuer(problem);
    }
    return store.create(issuer, event(admin, "issuer.registered", issuer.id(), details(issuer)))
        ? new Saved.Stored(issuer, warning(standing))
        : new Saved.Taken();
  }

  /// Changes what `change` says.
  public Saved change(Caller.Admin admin, IssuerId id, Change change) {
    for (int left = TRIES; left > 0; left--) {
      Optional<Issuer> before = store.find(admin.workspace(), id);
      if (before.isEmpty()) {
        return new Saved.NotFound();
      }
      Issuer after = change.applied(before.get());
      Standing standing =
          after.jwksUri().equals(before.get().jwksUri()) ? new Standing.Good() : tokens.ask(after);
      if (standing instanceof Standing.Another(String problem)) {
        return new Saved.AnotherIssuer(problem);
      }
      if (store.update(after, event(admin, "issuer.changed", id, details(after)))) {
        return new Saved.Stored(after, warning(standing));
      }
    }
    throw new IllegalStateException("an issuer changes all the time: indicates a bug");
  }

  /// Deletes the issuer: from now on its tokens are not taken. False when there is none.
  public boolean delete(Caller.Admin admin, IssuerId id) {
    return store.delete(admin.workspace(), id, event(admin, "issuer.deleted", id, Map.of()));
  }

  private static Optional<String> warning(Standing standing) {
    return standing instanceof Standing.Away(String problem)
        ? Optional.of(problem)
        : Optional.empty();
  }

  private static Map<String, String> details(Issuer issuer) {
    return Map.of(
        "issuer", issuer.url(),
        "audiences", String.join(" ", issuer.audiences()),
        "user_claim", issuer.userClaim());
  }

  private AuditEvent event(
      Caller.Admin admin, String action, IssuerId id, Map<String, String> details) {
    return new AuditEvent(
        admin.workspace(), clock.instant(), Actor.of(admin), action, id.value(), details);
  }

  /// What is changed of an issuer; what is empty stays. Its URL never changes: that would be
  /// another issuer.
  ///
  /// @param jwksUri the new place of its keys; an empty one inside leaves it to the metadata
  public record Change(
      Optional<List<String>> audiences,
      Optional<String> userClaim,
      Optional<Optional<URI>> jwksUri) {
    private Issuer applied(Issuer it) {
      return new Issuer(
          it.id(),
          it.workspace(),
          it.url(),
          audiences.orElse(it.audiences()),
          userClaim.orElse(it.userClaim()),
          jwksUri.orElse(it.jwksUri()),
          it.createdAt(),
          it.version() + 1);
    }
  }

  /// What came of saving one.
  public sealed interface Saved {
    /// It is stored.
    ///
    /// @param warning why its keys could not be had now, one sentence
    record Stored(Issuer issuer, Optional<String> warning) implements Saved {}

    /// Its metadata names another issuer.
    record AnotherIssuer(String problem) implements Saved {}

    /// The workspace has one of that URL.
    record Taken() implements Saved {}

    /// The workspace has [#MOST] already.
    record TooMany() implements Saved {}

    /// There is none of that id.
    record NotFound() implements Saved {}
  }
}
