package dev.tenon.bench.load;

import java.util.Arrays;

/// What one run of load came to. Durations in nanoseconds, each from the sending of a request to
/// the last byte of its answer.
///
/// @param answers that came within the measured time
/// @param failures answers of another status than 200
/// @param nanos the measured time
public record Measured(
    long answers,
    long failures,
    long nanos,
    long mean,
    long p50,
    long p90,
    long p99,
    long p999,
    long longest) {

  /// Answers a second.
  public double rate() {
    return answers * 1e9 / nanos;
  }

  /// The 99th percentile in means.
  public double tail() {
    return (double) p99 / mean;
  }

  static Measured of(Latencies latencies, long failures, long nanos) {
    return new Measured(
        latencies.count(),
        failures,
        nanos,
        latencies.mean(),
        latencies.percentile(0.5),
        latencies.percentile(0.9),
        latencies.percentile(0.99),
        latencies.percentile(0.999),
        latencies.longest());
  }

  /// One line for another process to [#parse].
  String line() {
    return "%d %d %d %d %d %d %d %d %d"
        .formatted(answers, failures, nanos, mean, p50, p90, p99, p999, longest);
  }

  /// What was written by [#line].
  public static Measured parse(String line) {
    long[] it = Arrays.stream(line.split(" ", -1)).mapToLong(Long::parseLong).toArray();
    return new Measured(it[0], it[1], it[2], it[3], it[4], it[5], it[6], it[7], it[8]);
  }
}
