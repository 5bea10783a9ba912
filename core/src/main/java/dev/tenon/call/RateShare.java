package dev.tenon.call;

import dev.tenon.call.SharedBudgets.Ask;
import dev.tenon.call.SharedBudgets.Taken;
import dev.tenon.connector.RateLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What of a limit is this node's now. Not safe for use by several threads.
///
/// Three quarters of a limit are taken from the store, as many at a time as are wanted, good for a
/// slot, and given back where they were not used. One quarter is divided among the nodes and asks
/// nobody, so that who calls now and then costs no statement. While the store is away the three
/// quarters are divided too, after as long as what others have taken counts. A short limit is
/// divided altogether.
final class RateShare {
  private static final int OWN = 4;
  private static final int RESERVED = 4;
  private static final Duration LONGEST_OWN = Duration.ofMinutes(30);
  private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

  private final int calls;
  private final Slots slots;
  private final Crowd crowd;
  private final boolean shared;
  private final SlidingCounts own = new SlidingCounts();
  private final SlidingCounts alone = new SlidingCounts();
  private final TreeMap<Long, Integer> corrections = new TreeMap<>();
  private long slot = Long.MIN_VALUE;
  private int ownPart;
  private int nodes = 1;
  private int leased;
  private int used;
  private int usedBefore;
  private long roomFrom = Long.MIN_VALUE;
  private long backgroundRoomFrom = Long.MIN_VALUE;
  private Instant awaySince = Instant.MAX;
  private Instant askFrom = Instant.MIN;

  RateShare(RateLimit limit, Crowd crowd) {
    this.calls = limit.calls();
    this.slots = Slots.of(limit.window());
    this.shared = Slots.areShared(limit.window());
    this.crowd = crowd;
  }

  /// What is left of a slot that is over is given back.
  void turn(Instant now) {
    long next = slots.at(now);
    if (next == slot) {
      return;
    }
    correct(slot, -leased);
    leased = 0;
    usedBefore = next == slot + 1 ? used : 0;
    used = 0;
    slot = next;
    nodes = crowd.most(slots.memory());
    ownPart = ownPart();
    own.forgetBefore(slot, slots.span());
    alone.forgetBefore(slot, slots.span());
    corrections.headMap(slot - slots.span(), true).clear();
  }

  private int ownPart() {
    if (!shared) {
      return Math.max(1, calls / nodes);
    }
    boolean mayHave = slots.memory().compareTo(LONGEST_OWN) <= 0 && crowd.isSettled(slots.memory());
    return mayHave ? calls / OWN / nodes : 0;
  }

  /// Three quarters, or what dividing leaves of it.
  private int pool() {
    return calls - calls / OWN;
  }

  /// Whether there is a call for a caller of that kind.
  boolean has(Urgency urgency, Instant now) {
    return source(urgency, now).isPresent();
  }

  /// One call for a caller of that kind, where there is one.
  Optional<Permit> take(Urgency urgency, Instant now) {
    Optional<Source> source = source(urgency, now);
    source.ifPresent(
        it -> {
          used++;
          switch (it) {
            case LEASED -> leased--;
            case OWN -> own.add(slot, 1);
            case ALONE -> {
              alone.add(slot, 1);
              // The others have to count it too, as soon as they can be told.
              correct(slot, 1);
            }
          }
        });
    return source.map(it -> new Permit(slot, it));
  }

  private Optional<Source> source(Urgency urgency, Instant now) {
    if (leased > 0) {
      return Optional.of(Source.LEASED);
    }
    if (own.room(slot, slots.span(), limited(ownPart, urgency)) > 0) {
      return Optional.of(Source.OWN);
    }
    return isAlone(now) && alone.room(slot, slots.span(), limited(pool() / nodes, urgency)) > 0
        ? Optional.of(Source.ALONE)
        : Optional.empty();
  }

  /// Whether `permit` may still be used.
  boolean isGood(Permit permit) {
    return permit.slot() == slot;
  }

  /// `permit` was not used.
  void giveBack(Permit permit) {
    switch (permit.source()) {
      case OWN -> own.add(permit.slot(), -1);
      case ALONE -> {
        alone.add(permit.slot(), -1);
        correct(permit.slot(), -1);
      }
      case LEASED -> {
        if (isGood(permit)) {
          leased++;
        } else {
          correct(permit.slot(), -1);
        }
      }
    }
  }

  /// What to ask the store for; empty where it is not the time to ask.
  Optional<Ask> ask(int interactive, int background, Instant now) {
    boolean urgent = interactive > 0;
    if (!shared || interactive + background == 0 || now.isBefore(askFrom(urgent))) {
      return Optional.empty();
    }
    int spare = Math.min(Math.max(used, usedBefore / 2), pool() / (4 * nodes));
    int limit = limited(pool(), urgent ? Urgency.INTERACTIVE : Urgency.BACKGROUND);
    int wanted = urgent ? interactive + Math.min(background, interactive / 7 + 1) : background;
    return Optional.of(
        new Ask(slot, slots.span(), Math.min(limit, Math.max(wanted, spare)), limit));
  }

  /// The store has answered `ask`.
  void got(Ask ask, Taken taken) {
    awaySince = Instant.MAX;
    if (ask.slot() == slot) {
      leased += taken.calls();
    } else {
      correct(ask.slot(), -taken.calls());
    }
    backgroundRoomFrom = Math.max(backgroundRoomFrom, taken.roomFrom());
    if (ask.limit() == pool()) {
      roomFrom = taken.roomFrom();
      backgroundRoomFrom = taken.roomFrom();
    }
  }

  /// The store did not answer.
  void isAway(Instant now) {
    awaySince = awaySince.isBefore(now) ? awaySince : now;
    askFrom = now.plus(ASK_AGAIN);
  }

  /// How long until there may be a call for a caller of that kind; zero where the store can be
  /// asked now.
  Duration chance(Urgency urgency, Instant now) {
    Instant first = nextOf(own, limited(ownPart, urgency));
    if (shared) {
      first = earlier(first, askFrom(urgency == Urgency.INTERACTIVE));
    }
    if (!awaySince.equals(Instant.MAX)) {
      Instant alike = nextOf(alone, limited(pool() / nodes, urgency));
      Instant from = awaySince.plus(slots.memory());
      first = earlier(first, alike.isAfter(from) ? alike : from);
    }
    return first.isAfter(now) ? Duration.between(now, first) : Duration.ZERO;
  }

  /// What has to be told to the store, which is then told; what could not be is put back.
  Map<Long, Integer> corrections() {
    Map<Long, Integer> all = Map.copyOf(corrections);
    corrections.clear();
    return all;
  }

  void correct(long where, int more) {
    if (more != 0) {
      corrections.merge(where, more, Integer::sum);
      corrections.remove(where, 0);
    }
  }

  private boolean isAlone(Instant now) {
    return !awaySince.equals(Instant.MAX) && !now.isBefore(awaySince.plus(slots.memory()));
  }

  private Instant askFrom(boolean urgent) {
    long from = urgent ? roomFrom : Math.max(roomFrom, backgroundRoomFrom);
    Instant begin = from <= slot ? Instant.MIN : slots.begin(from);
    return begin.isAfter(askFrom) ? begin : askFrom;
  }

  private Instant nextOf(SlidingCounts counts, int limit) {
    return limit == 0 ? Instant.MAX : slots.begin(counts.roomFrom(slot, slots.span(), limit));
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  /// Of the last quarter nobody takes any but for those whom somebody waits for.
  private static int limited(int limit, Urgency urgency) {
    return switch (urgency) {
      case INTERACTIVE -> limit;
      case BACKGROUND -> limit - limit / RESERVED;
    };
  }

  /// The right to one call, in one slot.
  record Permit(long slot, Source source) {}

  /// Where a call's right comes from.
  enum Source {
    /// The node's own part.
    OWN,

    /// The store.
    LEASED,

    /// The node's part of what the store would give, were it there.
    ALONE
  }
}
