package dev.tenon.call;

import dev.tenon.access.AppName;
import dev.tenon.access.Caller;
import dev.tenon.access.WorkspaceId;
import dev.tenon.app.App;
import dev.tenon.app.AppStore;
import dev.tenon.app.CallRule;
import dev.tenon.workspace.Change;
import dev.tenon.workspace.ChangeFeed;
import java.util.List;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/// What apps may call, remembered until any setting changes. Safe for use by any thread.
public final class AllowedCalls {
  private final AppStore apps;
  private final ConcurrentMap<Key, Entry> entries;
  private final ChangeFeed feed;
  private final AtomicLong changes = new AtomicLong();

  /// Remembers in `entries`, which may drop any of them at any time to stay small.
  public AllowedCalls(AppStore apps, ConcurrentMap<Key, Entry> entries, ChangeFeed feed) {
    this.apps = apps;
    this.entries = entries;
    this.feed = feed;
    feed.listen(this::changed);
  }

  /// The rules of `caller`'s app; none: it may call everything, and have tokens to call with by
  /// itself. An app that has any calls through the hub only.
  public List<CallRule> of(Caller.App caller) {
    Key key = new Key(caller.workspace(), caller.name());
    long change = changes.get();
    Entry known = entries.get(key);
    if (known != null && known.change() == change && feed.isCurrent()) {
      return known.rules();
    }
    List<CallRule> rules =
        apps.find(caller.workspace(), caller.name()).map(App::allowedCalls).orElse(List.of());
    entries.put(key, new Entry(rules, change));
    return rules;
  }

  private void changed(Change change) {
    switch (change) {
      case Change.SettingsChanged _, Change.Everything _ -> changes.incrementAndGet();
      case Change.ConnectionChanged _ -> {}
    }
  }

  /// Which app something is remembered of.
  public record Key(WorkspaceId workspace, AppName app) {}

  /// What is remembered.
  public record Entry(List<CallRule> rules, long change) {
    public Entry {
      rules = List.copyOf(rules);
    }
  }
}
