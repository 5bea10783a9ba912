package dev.tenon.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEntry;
import dev.tenon.stores.InMemoryStores;
import dev.tenon.stores.Samples;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ExpiryNewsTest {
  private static final Instant START = Samples.NOON;

  private final Samples samples = new Samples(new SecureRandom());
  private final WorkspaceId workspace = samples.workspaceId();
  private final InMemoryStores stores = new InMemoryStores(Clock.fixed(START, ZoneOffset.UTC));

  @BeforeEach
  void makeWorkspace() {
    stores.workspaces().create(samples.workspace(workspace), samples.event(workspace));
  }

  @Test
  void each_stage_is_told_once_as_the_end_comes_nearer() {
    client(START.plus(Duration.ofDays(40)));

    List<Long> toldOnDays =
        IntStream.range(0, 24 * 60)
            .mapToObj(hour -> START.plus(Duration.ofHours(hour)))
            .filter(now -> news(now).tell() > 0)
            .map(now -> Duration.between(START, now).toDays())
            .toList();

    assertThat(toldOnDays).containsExactly(10L, 26L, 33L, 39L, 40L);
  }

  @Test
  void secret_that_is_nearer_already_is_told_of_at_its_nearest_stage_alone() {
    client(START.plus(Duration.ofDays(3)));
    client(START.minus(Duration.ofDays(3)));

    assertThat(news(START).tell()).isEqualTo(2);
    assertThat(news(START).tell()).isZero();
    assertThat(news(START.plus(Duration.ofDays(1))).tell()).isZero();
    assertThat(news(START.plus(Duration.ofDays(2))).tell()).isEqualTo(1);
    assertThat(told()).isEqualTo(3);
  }

  @Test
  void more_than_one_batch_is_told() {
    IntStream.range(0, 250).forEach(_ -> client(START));

    assertThat(news(START).tell()).isEqualTo(250);
  }

  private ExpiryNews news(Instant now) {
    return new ExpiryNews(stores.expiringSecrets(), Clock.fixed(now, ZoneOffset.UTC));
  }

  private void client(Instant end) {
    ClientSecret secret = samples.secret().expiringAt(Optional.of(end));
    OAuthClient client = samples.client(workspace, samples.text()).withSecrets(List.of(secret));
    assertThat(stores.oauthClients().create(client, samples.event(workspace))).isTrue();
  }

  private long told() {
    return stores.auditLog().list(workspace, Optional.empty(), 1_000).stream()
        .map(AuditEntry::event)
        .filter(event -> event.action().equals("oauth_client.secret_expiring"))
        .count();
  }
}
