package dev.tenon.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;

/// The HTTP client that the hub uses and nothing else: what could be reached at a [Provider] by so
/// many calls at once, if a refresh were only its call. A process of its own.
///
/// Told `SECONDS CALLS PORT …` it keeps so many calls to each port under way for so long, each on a
/// virtual thread, and says how many were answered, and in how many nanoseconds.
final class BareClient {
  private static final String BODY =
      "grant_type=refresh_token&refresh_token=rt-bench-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";

  private BareClient() {}

  /// Does what it is told until its input ends.
  public static void main(String[] args) throws IOException, InterruptedException {
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      String[] words = line.split(" ", -1);
      int[] ports = new int[words.length - 2];
      for (int i = 0; i < ports.length; i++) {
        ports[i] = Integer.parseInt(words[i + 2]);
      }
      Child.say(run(Integer.parseInt(words[0]), Integer.parseInt(words[1]), ports));
    }
  }

  private static String run(int seconds, int calls, int[] ports)
      throws IOException, InterruptedException {
    AtomicLong answers = new AtomicLong();
    try (CloseableHttpClient client =
        HttpClientBuilder.create()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setMaxConnPerRoute(calls)
                    .setMaxConnTotal(calls * ports.length)
                    .build())
            .disableAutomaticRetries()
            .build()) {
      long start = System.nanoTime();
      long end = start + TimeUnit.SECONDS.toNanos(seconds);
      List<Thread> threads = new ArrayList<>();
      for (int port : ports) {
        for (int i = 0; i < calls; i++) {
          threads.add(Thread.startVirtualThread(() -> call(client, port, end, answers)));
        }
      }
      for (Thread thread : threads) {
        thread.join();
      }
      return answers.get() + " " + (System.nanoTime() - start);
    }
  }

  private static void call(CloseableHttpClient client, int port, long end, AtomicLong answers) {
    try {
      while (System.nanoTime() - end < 0) {
        HttpPost post = new HttpPost("http://127.0.0.1:" + port + "/token");
        post.setEntity(new StringEntity(BODY, ContentType.APPLICATION_FORM_URLENCODED));
        byte[] answer =
            client.execute(post, response -> EntityUtils.toByteArray(response.getEntity()));
        if (answer.length > 0) {
          answers.incrementAndGet();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
