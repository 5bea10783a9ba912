package dev.tenon.server.http;

import dev.tenon.secret.RandomText;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/// Makes the id that a request has in its answer and in the log: chance for the process, then a
/// count. It names a request and grants nothing. Safe for use by any thread.
final class RequestIds {
  private final String prefix;
  private final AtomicLong count = new AtomicLong();

  RequestIds(RandomGenerator random) {
    this.prefix = "req_" + RandomText.base62(random, 10);
  }

  String next() {
    return prefix + Long.toString(count.incrementAndGet(), 36);
  }
}
