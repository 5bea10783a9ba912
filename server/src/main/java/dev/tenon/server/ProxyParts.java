package dev.tenon.server;

import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tenon.app.AppStore;
import dev.tenon.call.AllowedCalls;
import dev.tenon.call.ApiCalls;
import dev.tenon.call.ApiTargets;
import dev.tenon.call.BudgetObserver;
import dev.tenon.call.Budgets;
import dev.tenon.call.SharedBudgets;
import dev.tenon.call.SideCalls;
import dev.tenon.resource.FilesByTurn;
import dev.tenon.resource.PageReader;
import dev.tenon.resource.ResourceFiles;
import dev.tenon.resource.ResourceListings;
import dev.tenon.resource.ResourceTrials;
import dev.tenon.server.outbound.AddressGuard;
import dev.tenon.server.outbound.StreamLimits;
import dev.tenon.server.outbound.StreamingHttp;
import dev.tenon.server.outbound.api.JsonPages;
import dev.tenon.server.outbound.api.ProviderApiWire;
import dev.tenon.server.outbound.api.StorageFiles;
import dev.tenon.token.Pause;
import dev.tenon.token.TokenEngine;
import dev.tenon.workspace.ChangeFeed;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ConcurrentMap;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;

/// What calls providers' APIs for apps, wired.
final class ProxyParts implements AutoCloseable {
  private static final int REMEMBERED = 100_000;
  private static final Duration UNUSED = Duration.ofHours(1);

  final ApiCalls calls;
  final AllowedCalls allowed;
  final ResourceListings listings;
  final ResourceFiles files;
  final ResourceTrials trials;
  final Budgets budgets;
  final SideCalls sides;
  final PageReader pages = new JsonPages();
  private final StreamingHttp http;

  /// @param nodes how many nodes share the providers' limits
  ProxyParts(
      TokenEngine tokens,
      AppStore apps,
      ChangeFeed changes,
      SharedBudgets shared,
      BudgetObserver observer,
      AddressGuard guard,
      long bodyBytes,
      IntSupplier nodes,
      Clock clock,
      RandomGenerator random) {
    this.http = new StreamingHttp(guard, StreamLimits.standard(bodyBytes), System::nanoTime);
    this.allowed = new AllowedCalls(apps, bounded(), changes);
    this.budgets =
        new Budgets(
            new Budgets.Memory(bounded(), bounded(), bounded(), bounded()),
            shared,
            nodes,
            observer,
            Thread::startVirtualThread,
            Pause.real(),
            clock);
    this.calls =
        new ApiCalls(
            allowed,
            tokens.source(),
            tokens.reports(),
            new ApiTargets(tokens.clients(), bounded(), changes),
            budgets,
            new ProviderApiWire(http, clock, random),
            Pause.real(),
            clock);
    this.sides = new SideCalls(budgets, clock);
    this.files =
        new ResourceFiles(
            tokens.clients(),
            tokens.source(),
            calls,
            pages,
            new FilesByTurn(new StorageFiles(http), sides),
            Pause.real(),
            clock);
    this.trials =
        new ResourceTrials(tokens.clients(), tokens.source(), calls, pages, Pause.real(), clock);
    this.listings =
        new ResourceListings(tokens.clients(), tokens.source(), calls, pages, Pause.real());
  }

  @Override
  public void close() {
    http.close();
  }

  private static <K, V> ConcurrentMap<K, V> bounded() {
    return Caffeine.newBuilder()
        .maximumSize(REMEMBERED)
        .expireAfterAccess(UNUSED)
        .<K, V>build()
        .asMap();
  }
}
