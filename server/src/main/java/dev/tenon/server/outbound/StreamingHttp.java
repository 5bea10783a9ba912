package dev.tenon.server.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.net.URIAuthority;
import org.apache.hc.core5.ssl.SSLContexts;

/// Makes outbound HTTP calls whose bodies flow through in either direction and are never held
/// whole: guarded like all others, bounded in silence and size instead of in time. Follows no
/// redirect, keeps no cookie, changes no body, and repeats nothing but a safe request without a
/// body whose connection ended without an answer: servers close those that they have kept open at
/// any time (RFC 9112 §9.3.1). Safe for use by any thread; blocks the caller, on whose thread the
/// call runs, and gives up when that is interrupted.
public final class StreamingHttp implements AutoCloseable {
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

  /// The address is put together from its vetted parts.
  private static final URI ROOT = URI.create("/");

  private final AddressGuard guard;
  private final StreamLimits limits;
  private final LongSupplier nanos;
  private final PinnedClient client;
  private final Overdue overdue;

  /// Calls what `guard` allows, over TLS as the JDK trusts it.
  ///
  /// @param nanos a monotonic clock in nanoseconds
  public StreamingHttp(AddressGuard guard, StreamLimits limits, LongSupplier nanos) {
    this(guard, limits, nanos, SSLContexts.createDefault());
  }

  StreamingHttp(AddressGuard guard, StreamLimits limits, LongSupplier nanos, SSLContext tls) {
    WireSilence.impose();
    this.guard = guard;
    this.limits = limits;
    this.nanos = nanos;
    this.client = new PinnedClient(limits.asHttpLimits(), limits.unchecked(), tls);
    this.overdue = Overdue.start(nanos);
  }

  /// Makes `call`; returns when status and headers of the answer are here.
  public StreamOutcome open(StreamCall call) {
    return switch (guard.vet(call.url())) {
      case AddressGuard.Vetting.Refused(String reason) -> new StreamOutcome.Refused(reason);
      case AddressGuard.Vetting.Unresolved(String reason) -> new StreamOutcome.NotSent(reason);
      case AddressGuard.Vetting.Allowed allowed -> run(call, allowed);
    };
  }

  private StreamOutcome run(StreamCall call, AddressGuard.Vetting.Allowed allowed) {
    StreamOutcome outcome = new Running(call).run(allowed);
    boolean again =
        outcome instanceof StreamOutcome.NoAnswer(String _, boolean late)
            && !late
            && SAFE.contains(call.method())
            && call.body().length().orElse(1) == 0
            && !Thread.currentThread().isInterrupted();
    return again ? new Running(call).run(allowed) : outcome;
  }

  @Override
  public void close() {
    overdue.close();
    client.close();
  }

  /// One call under way.
  private final class Running {
    private final StreamCall call;
    private final HttpUriRequestBase request;
    private final FlowingEntity body;
    private final Progress progress;

    Running(StreamCall call) {
      this.call = call;
      this.request = new HttpUriRequestBase(call.method(), ROOT);
      this.body = new FlowingEntity(call.body());
      this.progress = new Progress(new Deadline(nanos, limits.head()));
    }

    StreamOutcome run(AddressGuard.Vetting.Allowed allowed) {
      OutboundUrl url = allowed.url();
      prepare(url);
      HttpHost host = new HttpHost(url.scheme(), url.host(), url.port());
      // A body has no time of its own as long as it flows, so only what has none is timed.
      Overdue.Timing timing =
          body.isEmpty() ? overdue.in(limits.head(), request::cancel) : Overdue.NONE;
      try {
        ClassicHttpResponse response = client.open(host, allowed.addresses(), request, progress);
        timing.stop();
        return opened(response);
      } catch (IOException | RuntimeException e) {
        boolean wasLate = timing.stop() || e instanceof SocketTimeoutException;
        return failed(e, wasLate);
      }
    }

    private StreamOutcome failed(Exception failure, boolean late) {
      request.cancel();
      if (body.failure().isPresent()) {
        return new StreamOutcome.BodyFailed(body.failure().get());
      }
      String words =
          failure instanceof ConnectionRequestTimeoutException
              ? "too many calls to this host are under way"
              : FailureWords.of(failure);
      return switch (progress.end(words)) {
        case HttpOutcome.NotSent(String detail) -> new StreamOutcome.NotSent(detail);
        case HttpOutcome.NoAnswer(String detail) -> new StreamOutcome.NoAnswer(detail, late);
        case HttpOutcome.TooLate _, HttpOutcome.Answered _ ->
            throw new IllegalStateException("no such end of a call; indicates a bug");
      };
    }

    private StreamOutcome opened(ClassicHttpResponse response) throws IOException {
      List<Map.Entry<String, String>> headers = headers(response);
      HttpEntity entity = response.getEntity();
      if (entity == null) {
        response.close();
        return new StreamOutcome.Opened(
            response.getCode(), headers, announced(response), InputStream.nullInputStream());
      }
      long length = entity.getContentLength();
      if (length > limits.bodyBytes()) {
        request.cancel();
        response.close();
        return new StreamOutcome.NoAnswer(
            "the answer is larger than " + limits.bodyBytes() + " bytes", false);
      }
      return new StreamOutcome.Opened(
          response.getCode(),
          headers,
          length < 0 ? OptionalLong.empty() : OptionalLong.of(length),
          new FlowingAnswer(entity.getContent(), limits.bodyBytes(), request::cancel, response));
    }

    /// What a bodiless answer says of the body that it would have.
    private static OptionalLong announced(ClassicHttpResponse response) {
      Header header = response.getFirstHeader("Content-Length");
      String text = header == null ? "" : String.valueOf(header.getValue());
      return text.matches("[0-9]{1,18}")
          ? OptionalLong.of(Long.parseLong(text))
          : OptionalLong.empty();
    }

    private void prepare(OutboundUrl url) {
      request.setScheme(url.scheme());
      request.setAuthority(new URIAuthority(url.host(), url.hasDefaultPort() ? -1 : url.port()));
      request.setPath(url.target());
      for (Map.Entry<String, String> header : call.headers()) {
        request.addHeader(header.getKey(), header.getValue());
      }
      if (!body.isEmpty()) {
        request.setEntity(body);
      }
    }

    private static List<Map.Entry<String, String>> headers(ClassicHttpResponse response) {
      Stream<Header> all = Arrays.stream(response.getHeaders());
      return all.map(header -> Map.entry(header.getName(), String.valueOf(header.getValue())))
          .toList();
    }
  }
}
