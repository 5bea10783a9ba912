package dev.tenon.call;

import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How many calls were taken lately, by slots of time, so that never more than a limit are taken
/// within any `span` slots that follow each other. Not safe for use by several threads.
public final class SlidingCounts {
  private static final Pattern ENTRY = Pattern.compile("([0-9]{1,18}):([0-9]{1,9})");

  private final NavigableMap<Long, Integer> counts = new TreeMap<>();

  /// Nothing was taken.
  public SlidingCounts() {}

  /// What [#text] wrote. What cannot be read counts nothing.
  public static SlidingCounts parse(String text) {
    SlidingCounts read = new SlidingCounts();
    Matcher entries = ENTRY.matcher(text);
    while (entries.find()) {
      read.add(Long.parseLong(entries.group(1)), Integer.parseInt(entries.group(2)));
    }
    return read;
  }

  /// All of it in one line.
  public String text() {
    StringBuilder text = new StringBuilder();
    counts.forEach(
        (slot, taken) ->
            text.append(text.isEmpty() ? "" : " ").append(slot).append(':').append(taken));
    return text.toString();
  }

  /// Notes `calls` in `slot`; fewer than none takes some back, never more than were there.
  public void add(long slot, int calls) {
    counts.merge(slot, Math.max(0, calls), (before, _) -> Math.max(0, before + calls));
    counts.remove(slot, 0);
  }

  /// How many more may be taken in `slot`. What was taken in later ones, by somebody whose clock is
  /// a little ahead, counts as well.
  public int room(long slot, int span, int limit) {
    long last = counts.isEmpty() ? slot : Math.max(slot, Math.min(counts.lastKey(), slot + span));
    int most = 0;
    for (long end = slot; end <= last; end++) {
      most = Math.max(most, within(end, span));
    }
    return Math.max(0, limit - most);
  }

  /// The first slot from `slot` on in which one more may be taken, if nobody else takes any.
  public long roomFrom(long slot, int span, int limit) {
    for (long next = slot; next < slot + 2L * span; next++) {
      if (room(next, span, limit) > 0) {
        return next;
      }
    }
    return slot + 2L * span;
  }

  /// How many were taken in the `span` slots up to `slot`.
  public int within(long slot, int span) {
    int sum = 0;
    for (int taken : counts.subMap(slot - span, false, slot, true).values()) {
      sum += taken;
    }
    return sum;
  }

  /// Drops what was `span` slots before `slot` or earlier.
  public void forgetBefore(long slot, int span) {
    counts.headMap(slot - span, true).clear();
  }
}
