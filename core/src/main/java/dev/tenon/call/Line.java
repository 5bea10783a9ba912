package dev.tenon.call;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Those who wait, and whose turn is next: first those whom somebody waits for, but one of the
/// others after seven of them, and between the connections by turns. Not safe for use by several
/// threads.
final class Line<T> {
  private static final int IN_A_ROW = 7;

  private final Queues<T> interactive = new Queues<>();
  private final Queues<T> background = new Queues<>();
  private int inARow;

  boolean isEmpty() {
    return size() == 0;
  }

  int size() {
    return interactive.size + background.size;
  }

  int size(Urgency urgency) {
    return of(urgency).size;
  }

  /// `turn` waits behind those of the same `who`.
  void add(Object who, Urgency urgency, T turn) {
    of(urgency).add(who, turn);
  }

  /// `turn` was called up and could not go: it waits before all others of its kind.
  void addFirst(Object who, Urgency urgency, T turn) {
    of(urgency).addFirst(who, turn);
  }

  /// `turn` waits no longer.
  void remove(Object who, Urgency urgency, T turn) {
    of(urgency).remove(who, turn);
  }

  /// The next one of a kind that `mayGo`, who waits no longer.
  Optional<T> next(Predicate<Urgency> mayGo) {
    boolean somebody = interactive.size > 0 && mayGo.test(Urgency.INTERACTIVE);
    boolean others = background.size > 0 && mayGo.test(Urgency.BACKGROUND);
    if (others && (!somebody || inARow >= IN_A_ROW)) {
      inARow = 0;
      return background.next();
    }
    if (!somebody) {
      return Optional.empty();
    }
    inARow = others ? inARow + 1 : 0;
    return interactive.next();
  }

  void each(Consumer<T> action) {
    interactive.each(action);
    background.each(action);
  }

  private Queues<T> of(Urgency urgency) {
    return switch (urgency) {
      case INTERACTIVE -> interactive;
      case BACKGROUND -> background;
    };
  }

  /// A queue for each who waits, the one whose turn is next before the others.
  private static final class Queues<T> {
    private final LinkedHashMap<Object, Deque<T>> queues = new LinkedHashMap<>();
    private int size;

    void add(Object who, T turn) {
      queues.computeIfAbsent(who, _ -> new ArrayDeque<>()).addLast(turn);
      size++;
    }

    void addFirst(Object who, T turn) {
      Deque<T> queue = queues.computeIfAbsent(who, _ -> new ArrayDeque<>());
      queue.addFirst(turn);
      queues.putFirst(who, queue);
      size++;
    }

    void remove(Object who, T turn) {
      Deque<T> queue = queues.get(who);
      if (queue != null && queue.remove(turn)) {
        size--;
        if (queue.isEmpty()) {
          queues.remove(who);
        }
      }
    }

    Optional<T> next() {
      Map.Entry<Object, Deque<T>> whose = queues.pollFirstEntry();
      if (whose == null) {
        return Optional.empty();
      }
      size--;
      T turn = whose.getValue().removeFirst();
      if (!whose.getValue().isEmpty()) {
        queues.putLast(whose.getKey(), whose.getValue());
      }
      return Optional.of(turn);
    }

    void each(Consumer<T> action) {
      queues.values().forEach(queue -> queue.forEach(action));
    }
  }
}
