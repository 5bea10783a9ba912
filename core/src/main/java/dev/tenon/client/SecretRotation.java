package dev.tenon.client;

import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.Actor;
import dev.tenon.audit.AuditEvent;
import dev.tenon.secret.Fingerprint;
import dev.tenon.secret.Secret;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The rules by which an admin exchanges a client secret for another without a moment in which
/// tokens cannot be refreshed: the new one is added behind the old, tried, put first, and then the
/// old one goes. Safe for use by any thread; a change that races another is refused, never lost.
public final class SecretRotation {
  /// How many secrets a client may have at once.
  public static final int MOST = 5;

  private final OAuthClientStore store;
  private final SecretSealing sealing;
  private final Clock clock;

  /// Changes the clients of `store`.
  public SecretRotation(OAuthClientStore store, SecretSealing sealing, Clock clock) {
    this.store = store;
    this.sealing = sealing;
    this.clock = clock;
  }

  /// Adds a secret behind those that are there, so that it is used once those are refused.
  ///
  /// @param expiresAt empty: when its certificate ends, where it comes with one
  public Result add(
      WorkspaceId workspace,
      Actor actor,
      IntegrationName name,
      Secret secret,
      Optional<Instant> expiresAt) {
    Optional<OAuthClient> client = store.find(workspace, name);
    if (client.isEmpty()) {
      return new Result.NoClient();
    }
    if (client.get().loan().isPresent()) {
      return new Result.Borrowed();
    }
    List<ClientSecret> secrets = client.get().secrets();
    String fingerprint = Fingerprint.of(secret).brief();
    if (secrets.isEmpty()) {
      return new Result.NoneYet();
    }
    if (secrets.stream().anyMatch(it -> it.fingerprint().equals(fingerprint))) {
      return new Result.Known();
    }
    if (secrets.size() >= MOST) {
      return new Result.TooMany();
    }
    ClientSecret added = sealing.seal(workspace, secret, expiresAt, now());
    List<ClientSecret> after = new ArrayList<>(secrets);
    after.add(added);
    return write(client.get(), actor, "secret_added", added, after);
  }

  /// Puts a secret first, so that it is used before all others.
  public Result promote(WorkspaceId workspace, Actor actor, IntegrationName name, String id) {
    return change(
        workspace,
        name,
        id,
        (client, secret) -> {
          List<ClientSecret> after = new ArrayList<>(client.secrets());
          after.remove(secret);
          after.addFirst(secret);
          return write(client, actor, "secret_promoted", secret, after);
        });
  }

  /// Says when a secret ends; empty: it is not known to end.
  public Result expire(
      WorkspaceId workspace,
      Actor actor,
      IntegrationName name,
      String id,
      Optional<Instant> expiresAt) {
    return change(
        workspace,
        name,
        id,
        (client, secret) -> {
          ClientSecret changed = secret.expiringAt(expiresAt);
          UnaryOperator<ClientSecret> exchange = it -> it.equals(secret) ? changed : it;
          return write(
              client,
              actor,
              "secret_changed",
              changed,
              client.secrets().stream().map(exchange).toList());
        });
  }

  /// Deletes a secret, unless it is the only one.
  public Result delete(WorkspaceId workspace, Actor actor, IntegrationName name, String id) {
    return change(
        workspace,
        name,
        id,
        (client, secret) ->
            client.secrets().size() == 1
                ? new Result.Last()
                : write(
                    client,
                    actor,
                    "secret_deleted",
                    secret,
                    client.secrets().stream().filter(it -> !it.equals(secret)).toList()));
  }

  private Result change(WorkspaceId workspace, IntegrationName name, String id, Change change) {
    Optional<OAuthClient> client = store.find(workspace, name);
    if (client.isEmpty()) {
      return new Result.NoClient();
    }
    if (client.get().loan().isPresent()) {
      return new Result.Borrowed();
    }
    return client
        .get()
        .secret(id)
        .map(secret -> change.of(client.get(), secret))
        .orElseGet(Result.NoSecret::new);
  }

  private Result write(
      OAuthClient client,
      Actor actor,
      String verb,
      ClientSecret secret,
      List<ClientSecret> secrets) {
    OAuthClient after = client.withSecrets(secrets).next(now());
    AuditEvent event =
        new AuditEvent(
            client.workspace(),
            now(),
            actor,
            "oauth_client." + verb,
            client.id().value(),
            Map.of(
                "name", client.name().value(),
                "secret", secret.id(),
                "fingerprint", secret.fingerprint()));
    return switch (store.update(after, event)) {
      case UPDATED -> new Result.Done(after, secret);
      case CHANGED_MEANWHILE, NAME_TAKEN -> new Result.ChangedMeanwhile();
    };
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private interface Change {
    Result of(OAuthClient client, ClientSecret secret);
  }

  /// What came of a change to a client's secrets. Anything but [Done] changed nothing.
  public sealed interface Result {
    /// It is stored.
    ///
    /// @param client as it is now
    /// @param secret the one that it was about, as it is or was
    record Done(OAuthClient client, ClientSecret secret) implements Result {}

    /// There is no client of that name.
    record NoClient() implements Result {}

    /// The client is another workspace's; so are its secrets.
    record Borrowed() implements Result {}

    /// The client has no secret of that id.
    record NoSecret() implements Result {}

    /// The client has no secret at all: its first comes as its `client_secret`, with what else
    /// makes it confidential.
    record NoneYet() implements Result {}

    /// The client has this very secret already.
    record Known() implements Result {}

    /// The client has [#MOST] secrets.
    record TooMany() implements Result {}

    /// It is the only one, and nothing could be refreshed without it.
    record Last() implements Result {}

    /// Somebody else changed the client at the same time; read it again.
    record ChangedMeanwhile() implements Result {}
  }
}
