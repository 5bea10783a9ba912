package dev.tenon.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.ApiKey;
import dev.tenon.access.AppName;
import dev.tenon.access.HashedApiKey;
import dev.tenon.access.KeyId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.app.ApiKeyStore;
import dev.tenon.app.StoredKey;
import dev.tenon.audit.AuditEvent;
import dev.tenon.workspace.Change;
import dev.tenon.workspace.ChangeFeed;
import java.io.InputStream;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class CallersTest {
  private static final WorkspaceId WORKSPACE = new WorkspaceId("ws_1");

  private final Random random = new Random(3);
  private final Feed feed = new Feed();
  private final Keys keys = new Keys();
  private final Callers callers = new Callers(keys, feed);

  @Test
  void an_unknown_api_key_costs_no_statement() {
    assertThat(callers.find(presenting(keys.add()))).isPresent();

    for (int i = 0; i < 1000; i++) {
      assertThat(callers.find(presenting(ApiKey.random(random).secret().reveal()))).isEmpty();
    }

    assertThat(keys.statements).isEqualTo(1);
  }

  @Test
  void a_key_that_cannot_be_one_is_not_even_looked_up() {
    for (String header :
        List.of("", "Bearer", "Bearer ", "Basic abc", "Bearer " + "x".repeat(513))) {
      assertThat(callers.find(new Asking(header))).as(header).isEmpty();
    }

    assertThat(keys.statements).isZero();
  }

  @Test
  void a_key_that_was_revoked_is_unknown_at_the_next_request() {
    String key = keys.add();
    assertThat(callers.find(presenting(key))).isPresent();

    keys.stored.clear();
    feed.tell(new Change.SettingsChanged(WORKSPACE));

    assertThat(callers.find(presenting(key))).isEmpty();
  }

  @Test
  void the_store_is_asked_about_each_key_while_nobody_hears_of_changes() {
    String key = keys.add();
    callers.find(presenting(key));
    feed.current = false;
    keys.stored.clear();

    assertThat(callers.find(presenting(key))).isEmpty();
  }

  private static Request presenting(String key) {
    return new Asking("Bearer " + key);
  }

  /// A feed that says what the test says.
  private static final class Feed implements ChangeFeed {
    @Override
    public void awaitHeard() {
      // There is nobody else.
    }

    private final List<Consumer<Change>> listeners = new ArrayList<>();
    private boolean current = true;

    @Override
    public void listen(Consumer<Change> listener) {
      listeners.add(listener);
    }

    @Override
    public boolean isCurrent() {
      return current;
    }

    void tell(Change change) {
      listeners.forEach(listener -> listener.accept(change));
    }
  }

  /// A store that counts what it is asked.
  private final class Keys implements ApiKeyStore {
    private final List<StoredKey> stored = new ArrayList<>();
    private int statements;

    String add() {
      ApiKey key = ApiKey.random(random);
      stored.add(
          new StoredKey(
              KeyId.random(random),
              WORKSPACE,
              Optional.of(new AppName("viewer")),
              "test",
              key.hashed(),
              key.lastFour(),
              Instant.EPOCH,
              Optional.empty()));
      return key.secret().reveal();
    }

    @Override
    public Optional<StoredKey> authenticate(HashedApiKey hash) {
      statements++;
      return stored.stream().filter(key -> key.hash().equals(hash)).findFirst();
    }

    @Override
    public List<StoredKey> allValid() {
      statements++;
      return List.copyOf(stored);
    }

    @Override
    public List<StoredKey> list(WorkspaceId workspace, Optional<AppName> app) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean create(StoredKey key, AuditEvent event) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean revoke(WorkspaceId workspace, KeyId id, AuditEvent event) {
      throw new UnsupportedOperationException();
    }
  }

  /// A request of which only the Authorization header matters.
  private record Asking(String authorization) implements Request {
    @Override
    public String method() {
      return "GET";
    }

    @Override
    public String path() {
      return "/";
    }

    @Override
    public String pathParameter(String name) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<String> queryParameters(String name) {
      return List.of();
    }

    @Override
    public Optional<String> header(String name) {
      return name.equals("Authorization") && !authorization.isEmpty()
          ? Optional.of(authorization)
          : Optional.empty();
    }

    @Override
    public Optional<String> cookie(String name) {
      return Optional.empty();
    }

    @Override
    public byte[] body() {
      return new byte[0];
    }

    @Override
    public Map<String, List<String>> form() {
      return Map.of();
    }

    @Override
    public List<Answer.Header> headers() {
      return List.of();
    }

    @Override
    public String rawQuery() {
      return "";
    }

    @Override
    public boolean hasBody() {
      return false;
    }

    @Override
    public OptionalLong bodyLength() {
      return OptionalLong.empty();
    }

    @Override
    public InputStream bodyStream() {
      return InputStream.nullInputStream();
    }

    @Override
    public void interruptWhenClientLeaves() {}

    @Override
    public InetAddress remoteAddress() {
      return InetAddress.getLoopbackAddress();
    }
  }
}
