package dev.tenon.sandbox.oauth;

import dev.tenon.sandbox.fault.Call;
import dev.tenon.sandbox.http.Reply;
import java.time.Clock;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/// Remembers the newest token calls at all providers: which refresh token came, what the provider
/// made of it, and whether its answer went out. The monitor guards the map and is never held while
/// a call is answered. Safe for use by any thread.
public final class TokenCalls {
  private static final int MOST = 200_000;

  private final Clock clock;
  private final NavigableMap<Long, TokenCall> calls = new TreeMap<>();
  private final NavigableSet<Long> open = new TreeSet<>();
  private long last;

  /// No call yet; times are `clock`'s.
  public TokenCalls(Clock clock) {
    this.clock = clock;
  }

  /// Up to `limit` calls with numbers above `after`, oldest first.
  public synchronized List<TokenCall> after(long after, int limit) {
    return calls.tailMap(after, false).values().stream().limit(limit).toList();
  }

  /// The calls whose answers have not gone out yet, oldest first.
  public synchronized List<TokenCall> open() {
    return open.stream().map(number -> Objects.requireNonNull(calls.get(number))).toList();
  }

  /// Forgets them all.
  public synchronized void clear() {
    calls.clear();
    open.clear();
  }

  synchronized long arrived(Call call, Optional<TokenCall.Turn> turn, int clientPort) {
    last++;
    calls.put(
        last,
        new TokenCall(
            last,
            call.provider(),
            call.clientId(),
            call.grantType(),
            turn,
            clock.instant(),
            clientPort,
            Optional.empty(),
            Optional.empty()));
    open.add(last);
    if (calls.size() > MOST) {
      open.remove(calls.pollFirstEntry().getKey());
    }
    return last;
  }

  Reply worked(long number, Reply reply) {
    if (reply instanceof Reply.Answer answer) {
      change(number, call -> call.worked(answer.status(), clock.instant()));
    }
    return reply;
  }

  /// `reply`, of which it is noted what becomes of it.
  Reply noted(long number, Reply reply) {
    return new Reply.Noted(reply, (status, whole) -> ended(number, status, whole));
  }

  private synchronized void ended(long number, int status, boolean whole) {
    open.remove(number);
    change(number, call -> call.ended(status, whole, clock.instant()));
  }

  private synchronized void change(long number, UnaryOperator<TokenCall> change) {
    calls.computeIfPresent(number, (_, call) -> change.apply(call));
  }
}
