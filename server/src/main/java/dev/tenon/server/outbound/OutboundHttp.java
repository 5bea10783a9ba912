package dev.tenon.server.outbound;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.net.URIAuthority;
import org.apache.hc.core5.ssl.SSLContexts;

/// Makes outbound HTTP calls: guarded, bounded, and honest about what was sent. Follows no
/// redirect, repeats nothing, keeps no cookie. Safe for use by any thread; blocks the caller, and
/// ends by its deadline whatever the other side, the resolver or TLS do.
///
/// Each call runs on a virtual thread of its own while the caller waits for it: so the wait can end
/// where the call itself cannot be interrupted. Calls to one host and port take turns, first come,
/// first served, which keeps a slow provider from holding up the others.
public final class OutboundHttp implements AutoCloseable {
  // Who wakes so much later than asked was stopped, or starved: what has come meanwhile lies in the
  // socket, and may be the only copy of a token.
  private static final Duration OVERSLEPT = Duration.ofMillis(500);
  private static final Duration AFTER_SLEEP = Duration.ofSeconds(2);

  private final AddressGuard guard;
  private final HttpLimits limits;
  private final LongSupplier nanos;
  private final PinnedClient client;
  private final BodyReader bodies;
  // Weak values: a host's turns are forgotten when no call holds or awaits one.
  private final LoadingCache<String, Semaphore> turns;

  /// Calls what `guard` allows, over TLS as the JDK trusts it.
  ///
  /// @param nanos a monotonic clock in nanoseconds, for deadlines
  /// @throws IllegalStateException when the client's wire logging is on and cannot be silenced
  public OutboundHttp(AddressGuard guard, HttpLimits limits, LongSupplier nanos) {
    this(guard, limits, nanos, SSLContexts.createDefault());
  }

  OutboundHttp(AddressGuard guard, HttpLimits limits, LongSupplier nanos, SSLContext tls) {
    WireSilence.impose();
    this.guard = guard;
    this.limits = limits;
    this.nanos = nanos;
    this.client = new PinnedClient(limits, tls);
    this.bodies = new BodyReader(limits.bodyBytes());
    this.turns =
        Caffeine.newBuilder().weakValues().build(_ -> new Semaphore(limits.callsPerHost(), true));
  }

  /// What a call may take.
  public HttpLimits limits() {
    return limits;
  }

  /// The moment `duration` from now.
  public Deadline deadline(Duration duration) {
    return new Deadline(nanos, duration);
  }

  /// Makes `call`. Ends by `deadline`, and by the limit of a call if that is sooner; where this
  /// process was stopped until after that, at most two seconds after it goes on, so that an answer
  /// which came meanwhile is read.
  public HttpOutcome send(HttpCall call, Deadline deadline) {
    Optional<String> problem = call.problem();
    if (problem.isPresent()) {
      return new HttpOutcome.NotSent(problem.get());
    }
    Deadline end = deadline.butAtMost(limits.total());
    Running running = new Running(call, end);
    FutureTask<HttpOutcome> task = new FutureTask<>(running::run);
    Thread worker = Thread.ofVirtual().name("outbound").start(task);
    try {
      return awaited(task, end);
    } catch (TimeoutException _) {
      return running.giveUp(worker, "there was no whole answer within the time allowed");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return running.giveUp(worker, "the hub is stopping");
    } catch (ExecutionException e) {
      throw new IllegalStateException("a call ended without an outcome: a bug", e.getCause());
    }
  }

  @Override
  public void close() {
    client.close();
  }

  private static HttpOutcome awaited(FutureTask<HttpOutcome> task, Deadline end)
      throws InterruptedException, ExecutionException, TimeoutException {
    try {
      return task.get(end.remaining().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      if (end.overdue().compareTo(OVERSLEPT) <= 0) {
        throw e;
      }
      return task.get(AFTER_SLEEP.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  /// One call under way.
  private final class Running {
    private final HttpCall call;
    private final Deadline end;
    private final Progress progress;
    private final HttpUriRequestBase request;

    Running(HttpCall call, Deadline end) {
      this.call = call;
      this.end = end;
      this.progress = new Progress(end);
      this.request = new HttpUriRequestBase(call.method(), URI.create("/"));
    }

    HttpOutcome giveUp(Thread worker, String reason) {
      HttpOutcome outcome = progress.end(reason);
      request.cancel();
      worker.interrupt();
      return outcome;
    }

    HttpOutcome run() throws InterruptedException {
      Semaphore turn = turns.get(call.place());
      if (!turn.tryAcquire(end.remainingToSend().toNanos(), TimeUnit.NANOSECONDS)) {
        return end.maySend()
            ? new HttpOutcome.NotSent("too many calls to this host are under way")
            : new HttpOutcome.TooLate();
      }
      try {
        return switch (guard.vet(call.url())) {
          case AddressGuard.Vetting.Refused(String reason) -> new HttpOutcome.NotSent(reason);
          case AddressGuard.Vetting.Unresolved(String reason) -> new HttpOutcome.NotSent(reason);
          case AddressGuard.Vetting.Allowed allowed -> exchange(allowed);
        };
      } finally {
        turn.release();
      }
    }

    private HttpOutcome exchange(AddressGuard.Vetting.Allowed allowed) {
      OutboundUrl url = allowed.url();
      prepare(url);
      HttpHost host = new HttpHost(url.scheme(), url.host(), url.port());
      try (ClassicHttpResponse response =
          client.open(host, allowed.addresses(), request, progress)) {
        HttpAnswer head = HttpAnswer.head(response.getCode(), headers(response));
        progress.answered(head);
        // Kept before the connection is closed: a failure to close it takes no answer away.
        progress.answered(body(head, response));
        return progress.end("");
      } catch (IOException | RuntimeException e) {
        return progress.end(FailureWords.of(e));
      }
    }

    private HttpAnswer body(HttpAnswer head, ClassicHttpResponse response) throws IOException {
      if (response.getEntity() == null) {
        return head.whole(new byte[0]);
      }
      HttpAnswer answer = bodies.read(head, response.getEntity().getContent());
      if (answer.flaw().isPresent()) {
        // Closing a response politely reads it to its end; a flawed one is cut off instead.
        request.cancel();
      }
      return answer;
    }

    private void prepare(OutboundUrl url) {
      request.setScheme(url.scheme());
      request.setAuthority(new URIAuthority(url.host(), url.hasDefaultPort() ? -1 : url.port()));
      request.setPath(call.target(url));
      call.headers().forEach(request::setHeader);
      call.content()
          .ifPresent(
              content ->
                  request.setEntity(
                      new StringEntity(content.text(), ContentType.parse(content.type()))));
    }

    private List<Map.Entry<String, String>> headers(ClassicHttpResponse response) {
      return Arrays.stream(response.getHeaders())
          .map(header -> Map.entry(header.getName(), String.valueOf(header.getValue())))
          .toList();
    }
  }
}
