package dev.tenon.cli.export;

import dev.tenon.sdk.HubRefusedException;
import dev.tenon.sdk.HubUnreachableException;
import dev.tenon.sdk.IncompleteListingException;
import dev.tenon.sdk.Problem;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Tries again what may go well a moment later: the hub is away or busy, an answer breaks off, a
/// provider asks to wait. Pure but for its pauses; safe for use by any thread.
final class Patience {
  private static final int TRIES = 6;
  private static final long FIRST_MILLIS = 250;
  private static final long LONGEST_SECONDS = 60;

  /// Of a file that cannot be had, what will not pass by itself.
  private static final Set<String> FINAL =
      Set.of(
          "file_not_found",
          "file_elsewhere",
          "file_not_callable",
          "provider_refused",
          "storage_refused",
          "answer_unreadable");

  private Patience() {}

  /// Does `work` until it goes well.
  ///
  /// @throws IOException when it broke off each time
  /// @throws dev.tenon.sdk.TenonException when it will not go well, or did not each time
  static <T> T with(Work<T> work) throws IOException {
    for (int tried = 1; ; tried++) {
      boolean last = tried == TRIES;
      long millis = FIRST_MILLIS << (tried - 1);
      try {
        return work.go();
      } catch (HubRefusedException e) {
        if (last || !mayPass(e.problem())) {
          throw e;
        }
        millis = Math.max(millis, 1000 * e.problem().members().number("retry_after").orElse(0L));
      } catch (IncompleteListingException e) {
        if (last || !e.missing().isEmpty()) {
          throw e;
        }
      } catch (GivenUpException e) {
        throw e;
      } catch (HubUnreachableException | IOException e) {
        if (last) {
          throw e;
        }
      }
      pause(Duration.ofMillis(Math.min(millis, TimeUnit.SECONDS.toMillis(LONGEST_SECONDS))));
    }
  }

  private static boolean mayPass(Problem problem) {
    boolean isFinal = problem.members().text("reason").filter(FINAL::contains).isPresent();
    return problem.status() == 429 || (problem.status() >= 500 && !isFinal);
  }

  private static void pause(Duration length) throws IOException {
    try {
      TimeUnit.MILLISECONDS.sleep(length.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /// What is tried.
  interface Work<T> {
    T go() throws IOException;
  }

  /// It will not go well; the message says why.
  static final class GivenUpException extends IOException {
    private static final long serialVersionUID = 1L;

    GivenUpException(String message) {
      super(message);
    }
  }
}
