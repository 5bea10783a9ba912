package dev.tenon.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.connection.ConnectionId;
import dev.tenon.oauth.TokenAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class TokenReportsTest {
  private final TokenWorld world = new TokenWorld();

  @Test
  void all_who_report_the_same_version_at_once_learn_of_its_one_successor() throws Exception {
    ConnectionId id = world.connectAda().id();
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch others = new CountDownLatch(8);
    world.provider.next(
        _ -> {
          asked.countDown();
          await(others);
          return world.provider.grant();
        });
    Callable<ReportResult> report = () -> world.reports.report(world.app, id, 1);

    List<ReportResult> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<ReportResult>> reporters = new ArrayList<>();
      reporters.add(threads.submit(report));
      await(asked);
      for (int i = 0; i < 8; i++) {
        reporters.add(
            threads.submit(
                () -> {
                  others.countDown();
                  return report.call();
                }));
      }
      for (Future<ReportResult> reporter : reporters) {
        results.add(reporter.get(30, TimeUnit.SECONDS));
      }
    }

    assertThat(results).containsOnly(new ReportResult.Replaced(2)).hasSize(9);
    assertThat(world.provider.requests()).hasSize(1);
  }

  @Test
  void reported_token_whose_grant_turns_out_to_be_dead_is_not_handed_out_again() {
    ConnectionId id = world.connectAda().id();
    world.provider.next(_ -> new TokenAnswer.Refused("invalid_grant", "already used", 400));

    assertThat(world.reports.report(world.app, id, 1)).isInstanceOf(ReportResult.Failed.class);

    assertThat(world.ask()).isInstanceOf(TokenResult.ConnectRequired.class);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
