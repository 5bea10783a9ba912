package dev.tenon.server.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A real process that is stopped (SIGSTOP) while its call is under way. What matters is real time
/// here, so the call's is short.
@Timeout(60)
final class StoppedProcessTest {
  private static final Duration TOTAL = Duration.ofSeconds(2);

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final CountDownLatch answered = new CountDownLatch(1);

  @RepeatedTest(3)
  void an_answer_that_came_while_the_process_was_stopped_is_read() throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(
            (_, talk) -> {
              asked.countDown();
              stopped.await();
              talk.json(200, "{\"access_token\":\"the only copy\"}");
              talk.linger(TOTAL.plusSeconds(1));
              answered.countDown();
            })) {
      assertThat(stoppedUntilAnswered(server))
          .isEqualTo("200 {\"access_token\":\"the only copy\"} as old as the request");
    }
  }

  @Test
  void a_process_that_was_stopped_without_an_answer_ends_its_call() throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(
            (_, talk) -> {
              asked.countDown();
              stopped.await();
              talk.linger(TOTAL.plusSeconds(1));
              answered.countDown();
              talk.stayAway();
            })) {
      assertThat(stoppedUntilAnswered(server)).startsWith("no answer: ");
    }
  }

  private String stoppedUntilAnswered(ScriptedServer server) throws Exception {
    Process child = start(server);
    try (BufferedReader said = child.inputReader()) {
      asked.await();
      signal(child, "STOP");
      while (!isStopped(child)) {
        Thread.onSpinWait();
      }
      stopped.countDown();
      answered.await();
      signal(child, "CONT");
      return String.valueOf(said.readLine());
    } finally {
      child.destroyForcibly();
    }
  }

  private static Process start(ScriptedServer server) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Calling.class.getName(),
            server.url("/token").toString(),
            Long.toString(TOTAL.toMillis()))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static void signal(Process process, String name) throws Exception {
    int code =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    assertThat(code).isZero();
  }

  /// By `/proc`: the state stands behind the name, which is in parentheses.
  private static boolean isStopped(Process process) throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
    return stat.substring(stat.lastIndexOf(')') + 2).startsWith("T");
  }
}
