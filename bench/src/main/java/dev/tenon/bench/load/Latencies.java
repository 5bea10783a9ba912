package dev.tenon.bench.load;

/// Counts durations in buckets that are at most 1/64 wide, so that every one counts and none is
/// kept. Used by one thread.
final class Latencies {
  private static final int BITS = 6;
  private static final int WIDTH = 1 << BITS;

  private final long[] counts = new long[(64 - BITS) * WIDTH];
  private long count;
  private long sum;
  private long longest;

  /// Counts a duration of `nanos`.
  void add(long nanos) {
    counts[bucket(nanos)]++;
    count++;
    sum += nanos;
    longest = Math.max(longest, nanos);
  }

  long count() {
    return count;
  }

  long mean() {
    return count == 0 ? 0 : sum / count;
  }

  long longest() {
    return longest;
  }

  /// The duration, in nanoseconds, that `share` (0 to 1) of all do not exceed; the upper end of its
  /// bucket.
  long percentile(double share) {
    long wanted = Math.max(1, (long) Math.ceil(share * count));
    long seen = 0;
    for (int i = 0; i < counts.length; i++) {
      seen += counts[i];
      if (seen >= wanted) {
        return Math.min(upperEnd(i), longest);
      }
    }
    return longest;
  }

  /// Below `WIDTH` one bucket per value; above, `WIDTH` buckets per power of two.
  private static int bucket(long nanos) {
    long value = Math.max(0, nanos);
    int shift = Math.max(0, 63 - BITS - Long.numberOfLeadingZeros(value));
    return (shift << BITS) + (int) (value >>> shift);
  }

  private static long upperEnd(int bucket) {
    if (bucket < 2 * WIDTH) {
      return bucket;
    }
    int shift = (bucket >> BITS) - 1;
    return ((long) (bucket - (shift << BITS)) << shift) + (1L << shift) - 1;
  }
}
