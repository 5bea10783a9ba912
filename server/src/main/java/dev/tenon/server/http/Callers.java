package dev.tenon.server.http;

import dev.tenon.access.Caller;
import dev.tenon.access.HashedApiKey;
import dev.tenon.app.ApiKeyStore;
import dev.tenon.app.StoredKey;
import dev.tenon.secret.Fingerprint;
import dev.tenon.workspace.Change;
import dev.tenon.workspace.ChangeFeed;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Who presents which API key (RFC 6750 §2.1). Safe for use by any thread.
///
/// Every valid key's hash is kept in memory, so that a request costs no statement and an unknown
/// key costs one SHA-256. Each change of settings makes what is kept doubtful: the next request
/// reads the keys anew, and whoever comes meanwhile asks the store about its own key. While the
/// change feed is not current everybody does. Keys are compared by their hashes, so what the
/// comparison's time tells is about hashes, which help nobody to find a key.
public final class Callers {
  private static final int LONGEST_KEY = 512;

  private final ApiKeyStore store;
  private final ChangeFeed feed;
  private final AtomicLong changes = new AtomicLong();
  private final ReentrantLock loading = new ReentrantLock();
  private volatile @Nullable Known known;

  /// Looks in `store`, as long as `feed` says that memory may be trusted.
  public Callers(ApiKeyStore store, ChangeFeed feed) {
    this.store = store;
    this.feed = feed;
    feed.listen(this::heard);
  }

  /// Answers requests that carry an admin key.
  @FunctionalInterface
  public interface AdminEndpoint {
    /// The answer to `request` of `admin`.
    Answer answer(Request request, Caller.Admin admin);
  }

  /// Answers requests that carry an app key.
  @FunctionalInterface
  public interface AppEndpoint {
    /// The answer to `request` of `app`.
    Answer answer(Request request, Caller.App app);
  }

  /// Answers requests that carry any valid key.
  @FunctionalInterface
  public interface CallerEndpoint {
    /// The answer to `request` of `caller`.
    Answer answer(Request request, Caller caller);
  }

  /// An endpoint for admin keys only; others get 403.
  public Endpoint admin(AdminEndpoint endpoint) {
    return request ->
        switch (require(request)) {
          case Caller.Admin admin -> endpoint.answer(request, admin);
          case Caller.App _ -> throw new ProblemException(ADMIN_KEY_REQUIRED);
        };
  }

  /// An endpoint for admin keys of the first workspace only, who operate the installation; others
  /// get 403.
  public Endpoint operator(AdminEndpoint endpoint) {
    return request ->
        switch (require(request)) {
          case Caller.Admin admin when admin.isOperator() -> endpoint.answer(request, admin);
          case Caller.Admin _, Caller.App _ -> throw new ProblemException(OPERATOR_KEY_REQUIRED);
        };
  }

  /// An endpoint for app keys only; others get 403.
  public Endpoint app(AppEndpoint endpoint) {
    return request ->
        switch (require(request)) {
          case Caller.App app -> endpoint.answer(request, app);
          case Caller.Admin _ -> throw new ProblemException(APP_KEY_REQUIRED);
        };
  }

  /// An endpoint for keys of either kind.
  public Endpoint either(CallerEndpoint endpoint) {
    return request -> endpoint.answer(request, require(request));
  }

  /// Whose key the request carries; empty when it carries none that is valid.
  public Optional<Caller> find(Request request) {
    return presented(request).flatMap(this::find);
  }

  /// Whose key `key` is; empty when it is no valid one.
  public Optional<Caller> holder(String key) {
    return key.isEmpty() || key.length() > LONGEST_KEY ? Optional.empty() : find(key);
  }

  private Caller require(Request request) {
    String key = presented(request).orElseThrow(() -> new ProblemException(NO_KEY, BEARER));
    return find(key).orElseThrow(() -> new ProblemException(UNKNOWN_KEY, BEARER_INVALID));
  }

  private static Optional<String> presented(Request request) {
    return request
        .header("Authorization")
        .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
        .map(value -> value.substring(7).strip())
        .filter(key -> !key.isEmpty() && key.length() <= LONGEST_KEY);
  }

  private Optional<Caller> find(String key) {
    String hash = sha256(key);
    Known current = known;
    if (feed.isCurrent()) {
      if (current == null || current.change != changes.get()) {
        current = reload();
      }
      if (current != null) {
        return Optional.ofNullable(current.callers.get(hash));
      }
    }
    return store.authenticate(new HashedApiKey(new Fingerprint(hash))).map(StoredKey::caller);
  }

  /// Reads all keys; null when somebody else is at it.
  private @Nullable Known reload() {
    if (!loading.tryLock()) {
      return null;
    }
    try {
      // Counted first: a change during the reading makes what was read doubtful again.
      long change = changes.get();
      Map<String, Caller> callers = new HashMap<>();
      for (StoredKey key : store.allValid()) {
        callers.put(key.hash().fingerprint().hex(), key.caller());
      }
      Known fresh = new Known(change, Map.copyOf(callers));
      known = fresh;
      return fresh;
    } finally {
      loading.unlock();
    }
  }

  private void heard(Change change) {
    switch (change) {
      case Change.SettingsChanged _, Change.Everything _ -> changes.incrementAndGet();
      case Change.ConnectionChanged _ -> {}
    }
  }

  private static String sha256(String key) {
    try {
      byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private record Known(long change, Map<String, Caller> callers) {}

  private static final List<Answer.Header> BEARER =
      List.of(new Answer.Header("WWW-Authenticate", "Bearer realm=\"tenon\""));

  private static final List<Answer.Header> BEARER_INVALID =
      List.of(
          new Answer.Header("WWW-Authenticate", "Bearer realm=\"tenon\", error=\"invalid_token\""));

  private static final Problem NO_KEY =
      Problem.of(
          401,
          "unauthorized",
          "An API key is needed",
          "Send it as 'Authorization: Bearer <api key>'.");

  private static final Problem UNKNOWN_KEY =
      Problem.of(
          401,
          "unauthorized",
          "An API key is needed",
          "The API key is not known: it was mistyped, revoked, or made by another hub.");

  private static final Problem ADMIN_KEY_REQUIRED =
      Problem.of(
          403,
          "admin_key_required",
          "An admin key is needed",
          "This is for the workspace's admin; the key that was sent is an app's.");

  private static final Problem OPERATOR_KEY_REQUIRED =
      Problem.of(
          403,
          "operator_key_required",
          "The operator's key is needed",
          "This concerns the whole installation: it is for an admin key of its first workspace.");

  private static final Problem APP_KEY_REQUIRED =
      Problem.of(
          403,
          "app_key_required",
          "An app key is needed",
          "Only apps obtain tokens; the key that was sent is an admin's. Make a key for an app and"
              + " use that.");
}
