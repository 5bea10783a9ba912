package dev.tenon.sync;

import dev.tenon.call.ApiResult;
import dev.tenon.resource.ListingSummary;
import dev.tenon.resource.NothingFitsException;
import dev.tenon.resource.ResourceListings.RefusedException;
import dev.tenon.sync.SyncRun.Counts;
import dev.tenon.sync.SyncRun.State;
import dev.tenon.sync.SyncRuns.Begun;
import dev.tenon.sync.SyncRuns.Outcome;
import dev.tenon.sync.Walks.Planned;
import dev.tenon.token.TokenResult;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Runs syncs, one run at a time each. Safe for use by any thread; blocks the caller for the length
/// of a run. An interrupt ends it soon, and the run is gone on with by whoever runs the sync next.
public final class SyncRunner {
  /// A run that was cut off longer ago begins again.
  static final Duration STALE = Duration.ofHours(12);

  /// Everything is read this often, even where it can be asked what has changed: what was deleted
  /// is seen only so.
  static final Duration FULL_EVERY = Duration.ofHours(24);

  /// The first pause after a run that was not complete, doubled with each further one.
  static final Duration AFTER_FAILURE = Duration.ofMinutes(5);

  private static final int DELETED_AT_ONCE = 500;
  private static final int MOST_DOUBLINGS = 10;

  private final SyncStore store;
  private final SyncRuns runs;
  private final Organizations organizations;
  private final Walks walks;
  private final String node;
  private final Clock clock;
  private final SyncObserver observer;

  /// Runs as process `node`.
  public SyncRunner(
      SyncStore store,
      SyncRuns runs,
      Organizations organizations,
      Walks walks,
      String node,
      Clock clock,
      SyncObserver observer) {
    this.store = store;
    this.runs = runs;
    this.organizations = organizations;
    this.walks = walks;
    this.node = node;
    this.clock = clock;
    this.observer = observer;
  }

  /// Runs the sync once, or goes on with the run that was cut off.
  ///
  /// @throws dev.tenon.workspace.StoreUnavailableException when the store goes away; the run can be
  ///   gone on with
  public Next run(SyncStore.Key key) {
    Optional<Sync> sync = store.find(key.workspace(), key.id()).map(KeptSync::sync);
    if (sync.isEmpty()) {
      return new Next.Never();
    }
    Planned planned = walks.plan(sync.get());
    boolean incremental = planned instanceof Planned.Ready ready && ready.incremental();
    Optional<Duration> fullEvery = incremental ? Optional.of(FULL_EVERY) : Optional.empty();
    Optional<Begun> begun = runs.begin(key.workspace(), key.id(), node, STALE, fullEvery);
    if (begun.isEmpty()) {
      return new Next.Never();
    }
    try {
      Optional<Outcome> outcome = outcome(begun.get(), planned);
      if (outcome.isEmpty()) {
        return new Next.At(clock.instant());
      }
      Counts counts = runs.end(begun.get().fence(), outcome.get());
      Duration took = Duration.between(begun.get().startedAt(), clock.instant());
      observer.ended(outcome.get().state(), counts, took.isNegative() ? Duration.ZERO : took);
      return next(key, begun.get(), outcome.get().state());
    } catch (FencedOutException _) {
      // Whoever has it now says when it runs next; where it is over, it is not found then.
      return new Next.At(clock.instant());
    }
  }

  /// Empty where the run was given up.
  private Optional<Outcome> outcome(Begun begun, Planned planned) {
    return switch (planned) {
      case Planned.Ready(Walk walk, boolean _) -> walked(begun, walk);
      case Planned.NoConnection _ ->
          Optional.of(
              failed(
                  "connection_gone",
                  "The connection is not there, or the app may not use it any more."));
      case Planned.NoToken(TokenResult reason, var _) -> Optional.of(failed(reason));
      case Planned.NoResource _ ->
          Optional.of(
              failed("resource_not_found", "The connector declares no such resource any more."));
      case Planned.NoParameter(String asked, var _) ->
          Optional.of(failed("parameter_unknown", "'" + asked + "' narrows nothing here."));
    };
  }

  private Optional<Outcome> walked(Begun begun, Walk walk) {
    RunSink sink = new RunSink(begun, runs, organizations);
    long most = Math.max(1, begun.kept().sync().limits().maxItems() - begun.listed());
    try {
      return Optional.of(ended(begun, walk.run(most, sink), sink));
    } catch (RefusedException e) {
      return Optional.of(refused(e.result()));
    } catch (NothingFitsException e) {
      return Optional.of(
          failed(
              "item_not_found", "There is no such " + e.word() + " as the sync is narrowed to."));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private Outcome ended(Begun begun, ListingSummary summary, RunSink sink) {
    List<String> notes = new ArrayList<>(summary.notes());
    notes.addAll(sink.notes());
    if (!summary.isComplete()) {
      ListingSummary.Missing first = summary.missing().getFirst();
      return new Outcome(
          State.INCOMPLETE,
          summary.missing(),
          notes,
          Optional.of(first.code()),
          Optional.of(first.detail()));
    }
    if (!summary.regionsKnown()) {
      return new Outcome(
          State.INCOMPLETE,
          List.of(),
          notes,
          Optional.of("regions_unknown"),
          Optional.of("Not every region of the provider is known, so nothing counts as deleted."));
    }
    if (begun.full()) {
      int deleted;
      do {
        deleted = runs.delete(begun.fence(), DELETED_AT_ONCE);
      } while (deleted > 0);
    }
    return new Outcome(State.COMPLETE, List.of(), notes, Optional.empty(), Optional.empty());
  }

  private static Outcome refused(ApiResult result) {
    return switch (result) {
      case ApiResult.NoToken(TokenResult reason) -> failed(reason);
      case ApiResult.NotAllowed _ ->
          failed("call_not_allowed", "The app's allowed_calls do not allow what is asked for.");
      case ApiResult.NotCallable(String problem) -> failed("provider_not_callable", problem);
      case ApiResult.RegionUnknown _ -> failed("region_unknown", "There is no such region.");
      case ApiResult.AskLater _,
          ApiResult.NotSent _,
          ApiResult.NoAnswer _,
          ApiResult.Answered _,
          ApiResult.BodyFailed _ ->
          failed("provider_unavailable", "The provider cannot be asked now.");
    };
  }

  private static Outcome failed(TokenResult reason) {
    return switch (reason) {
      case TokenResult.ConnectRequired it ->
          failed(it.reason().name().toLowerCase(Locale.ROOT), it.message());
      case TokenResult.ProviderUnavailable it -> failed(it.code(), it.message());
      case TokenResult.OAuthClientRejected it -> failed("oauth_client_rejected", it.message());
      case TokenResult.HubFault it -> failed("hub_fault", it.message());
      case TokenResult.IntegrationNotFound _,
          TokenResult.IntegrationNotAssigned _,
          TokenResult.UserRequired _,
          TokenResult.Issued _ ->
          failed("connection_gone", "The app may not use the connection any more.");
    };
  }

  private static Outcome failed(String code, String detail) {
    return new Outcome(State.FAILED, List.of(), List.of(), Optional.of(code), Optional.of(detail));
  }

  /// As often as is said by now, from when the run began; sooner after one that was not complete.
  private Next next(SyncStore.Key key, Begun begun, State state) {
    Optional<Sync> now = store.find(key.workspace(), key.id()).map(KeptSync::sync);
    return now.isPresent() ? next(now.get(), begun, state) : new Next.Never();
  }

  private Next next(Sync sync, Begun begun, State state) {
    if (sync.every().isEmpty() || sync.paused()) {
      return new Next.Never();
    }
    Duration every = sync.every().get();
    Instant now = clock.instant();
    if (state != State.COMPLETE) {
      int before = Math.min(MOST_DOUBLINGS, begun.kept().standing().failures());
      Duration pause = AFTER_FAILURE.multipliedBy(1L << before);
      return new Next.At(now.plus(pause.compareTo(every) < 0 ? pause : every));
    }
    Instant next = begun.startedAt().plus(every);
    return new Next.At(next.isBefore(now) ? now : next);
  }

  /// When a sync runs again.
  public sealed interface Next {
    /// At that time.
    record At(Instant time) implements Next {}

    /// Not by itself.
    record Never() implements Next {}
  }
}
