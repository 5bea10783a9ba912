package dev.tenon.sandbox.fault;

import dev.tenon.sandbox.http.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The rules in force, first come first served. The monitor guards the list and is never held while
/// a call is answered. Safe for use by any thread.
public final class Faults {
  private final List<FaultRule> rules = new ArrayList<>();
  private final HeldCalls held;

  /// No rules; silent calls wait in `held`.
  public Faults(HeldCalls held) {
    this.held = held;
  }

  /// Adds a rule after those that stand.
  public synchronized void add(FaultRule rule) {
    rules.add(rule);
  }

  /// The rules that still have calls to befall.
  public synchronized List<FaultRule> pending() {
    return List.copyOf(rules);
  }

  /// Drops every rule; calls already held stay so until released.
  public synchronized void clear() {
    rules.clear();
  }

  /// The reply to `call`: the real one, or what the first rule for it makes of it.
  public Reply around(Call call, Supplier<Reply> real) {
    Optional<FaultRule> rule = take(call);
    if (rule.isEmpty()) {
      return real.get();
    }
    Fault fault = rule.get().fault();
    return switch (rule.get().timing()) {
      case BEFORE_THE_WORK -> fault.befall(real, held);
      case AFTER_THE_WORK -> {
        Reply done = real.get();
        yield fault.befall(() -> done, held);
      }
    };
  }

  private synchronized Optional<FaultRule> take(Call call) {
    for (int i = 0; i < rules.size(); i++) {
      FaultRule rule = rules.get(i);
      if (rule.befalls(call) && rule.skip() > 0) {
        rules.set(i, rule.after(rule.skip() - 1));
      } else if (rule.befalls(call)) {
        if (rule.times() == 1) {
          rules.remove(i);
        } else if (rule.times() < Integer.MAX_VALUE) {
          rules.set(i, rule.times(rule.times() - 1));
        }
        return Optional.of(rule);
      }
    }
    return Optional.empty();
  }
}
