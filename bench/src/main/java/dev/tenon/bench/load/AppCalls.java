package dev.tenon.bench.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.io.entity.EntityTemplate;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;

/// An app that calls an API with the HTTP client that the hub itself calls with, many calls at
/// once, each on a virtual thread of its own, and reads every answer to its end. Told what to do on
/// standard input; ends with it.
public final class AppCalls {
  private static final String ANSWER = "bench> ";
  private static final int BUFFER_BYTES = 64 * 1024;

  private final CloseableHttpClient http;

  private AppCalls(CloseableHttpClient http) {
    this.http = http;
  }

  /// Reads lines: `load URL KEY USER CONNECTIONS BEFORE_MILLIS DURING_MILLIS`, `down URL KEY USER`,
  /// `up URL KEY USER BYTES`. `USER` is `-` where there is none.
  public static void main(String[] args) throws IOException {
    try (CloseableHttpClient http = client()) {
      AppCalls app = new AppCalls(http);
      BufferedReader input =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      for (String line = input.readLine(); line != null; line = input.readLine()) {
        System.out.println(ANSWER + app.answer(line.split(" ", -1)));
      }
    }
  }

  private String answer(String[] words) throws IOException {
    URI url = URI.create(words[1]);
    return switch (words[0]) {
      case "load" ->
          load(url, words[2], words[3], number(words[4]), number(words[5]), number(words[6]))
              .line();
      case "down" -> timed(() -> call(request("GET", url, words[2], words[3])));
      case "up" -> {
        HttpUriRequestBase request = request("POST", url, words[2], words[3]);
        request.setEntity(
            new EntityTemplate(number(words[4]), null, null, out -> fill(out, number(words[4]))));
        yield timed(() -> call(request));
      }
      default -> throw new IllegalArgumentException(words[0]);
    };
  }

  private Measured load(
      URI url, String key, String user, long connections, long beforeMillis, long duringMillis) {
    Latencies latencies = new Latencies();
    AtomicLong failures = new AtomicLong();
    long from = System.nanoTime() + beforeMillis * 1_000_000;
    long end = from + duringMillis * 1_000_000;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> callers = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        callers.add(
            threads.submit(
                () -> {
                  callUntil(end, from, request("GET", url, key, user), latencies, failures);
                  return null;
                }));
      }
      for (Future<?> caller : callers) {
        caller.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a call failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return Measured.of(latencies, failures.get(), end - from);
  }

  private void callUntil(
      long end, long from, HttpUriRequestBase request, Latencies latencies, AtomicLong failures)
      throws IOException {
    for (long start = System.nanoTime(); start - end < 0; start = System.nanoTime()) {
      boolean good = call(request) >= 0;
      long now = System.nanoTime();
      if (start - from >= 0 && now - end < 0) {
        synchronized (latencies) {
          latencies.add(now - start);
        }
        if (!good) {
          failures.incrementAndGet();
        }
      }
    }
  }

  /// The bytes of the answer, or -1 when its status is not 200.
  private long call(HttpUriRequestBase request) throws IOException {
    return http.execute(
        request,
        response -> {
          long bytes = 0;
          if (response.getEntity() != null) {
            long length = response.getEntity().getContentLength();
            byte[] buffer =
                new byte[Math.clamp(length < 0 ? BUFFER_BYTES : length, 1, BUFFER_BYTES)];
            try (InputStream body = response.getEntity().getContent()) {
              for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
                bytes += n;
              }
            }
          }
          return response.getCode() == 200 ? bytes : -1;
        });
  }

  private static HttpUriRequestBase request(String method, URI url, String key, String user) {
    HttpUriRequestBase request = new HttpUriRequestBase(method, url);
    request.setHeader("Authorization", "Bearer " + key);
    if (!user.equals("-")) {
      request.setHeader("Tenon-User", user);
    }
    return request;
  }

  private static void fill(OutputStream out, long bytes) throws IOException {
    byte[] block = new byte[BUFFER_BYTES];
    for (long left = bytes; left > 0; left -= block.length) {
      out.write(block, 0, (int) Math.min(left, block.length));
    }
  }

  private static String timed(Call call) throws IOException {
    long start = System.nanoTime();
    long bytes = call.bytes();
    return bytes + " " + (System.nanoTime() - start);
  }

  private static long number(String text) {
    return Long.parseLong(text);
  }

  private static CloseableHttpClient client() {
    return HttpClients.custom()
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                .setDefaultConnectionConfig(
                    ConnectionConfig.custom()
                        .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                        .build())
                .setMaxConnPerRoute(1024)
                .setMaxConnTotal(2048)
                .build())
        .disableAutomaticRetries()
        .disableContentCompression()
        .disableCookieManagement()
        .disableRedirectHandling()
        .build();
  }

  @FunctionalInterface
  private interface Call {
    long bytes() throws IOException;
  }
}
