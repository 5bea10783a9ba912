package dev.tenon.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.sync.OrganizationRule;
import dev.tenon.sync.RecordStore.Deleted;
import dev.tenon.sync.StoredRecord;
import dev.tenon.sync.Sync;
import dev.tenon.sync.SyncRun.State;
import dev.tenon.sync.SyncRuns;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Random histories of syncs against the real stores.
abstract class SyncHistoryContract extends SyncWalksContract {
  private static final int HISTORIES = 60;

  /// Random histories: the provider changes, processes die anywhere, also right after a commit that
  /// they hear nothing of, or are paused while others run; then all is quiet.
  @Test
  void after_any_history_nothing_is_missing_and_nothing_is_there_twice() {
    for (int seed = 0; seed < HISTORIES; seed++) {
      new History(seed).play();
    }
  }

  private final class History {
    private final Random random;
    private final int seed;
    private final Sync sync;
    private final Map<String, String> followed = new TreeMap<>();
    private long version;

    History(int seed) {
      this.seed = seed;
      this.random = new Random(seed);
      lists.projects.clear();
      lists.failing.clear();
      lists.meanwhile = () -> {};
      this.sync = stored(OrganizationRule.ALL, "todos-" + seed);
    }

    void play() {
      for (int step = 0; step < 12; step++) {
        change();
        int[] left = {1 + random.nextInt(25)};
        lists.meanwhile = random.nextInt(4) == 0 ? () -> {} : () -> dieAfter(left);
        if (random.nextInt(5) == 0) {
          lists.failing.add("p" + random.nextInt(3));
        }
        attempt(sync, dying(random));
        lists.failing.clear();
        follow();
      }
      lists.meanwhile = () -> {};
      // The one that was cut off may have read some lists before they changed.
      for (int i = 0; i < 2; i++) {
        assertThat(attempt(sync, database().syncRuns())).as("seed %d", seed).isTrue();
      }
      assertThat(newest(sync).state()).as("seed %d", seed).isEqualTo(State.COMPLETE);
      assertKept(sync);
      follow();
      assertThat(followed).as("whoever follows the changes, seed %d", seed).isEqualTo(provided());
    }

    private void change() {
      for (int i = random.nextInt(6); i > 0; i--) {
        String project = "p" + random.nextInt(3);
        String id = "i" + random.nextInt(8);
        switch (random.nextInt(5)) {
          case 0 -> lists.remove(project, id);
          case 1 -> lists.projects.remove(project);
          default -> lists.put(project, id, Integer.toString(random.nextInt(3)));
        }
      }
    }

    /// As an app would: by the versions alone.
    private void follow() {
      for (StoredRecord each :
          database().records().list(workspace, sync.id(), version, Deleted.TOLD, 9999)) {
        String key = each.parents().get("project") + "/" + each.id();
        if (each.deletedAt().isPresent()) {
          followed.remove(key);
        } else {
          followed.put(key, each.json());
        }
        version = each.version();
      }
    }
  }

  /// The stores as a process sees them that may lose them before or after any write.
  private SyncRuns dying(Random random) {
    SyncRuns real = database().syncRuns();
    return (SyncRuns)
        Proxy.newProxyInstance(
            SyncRuns.class.getClassLoader(),
            new Class<?>[] {SyncRuns.class},
            (_, method, arguments) -> {
              if (random.nextInt(40) == 0) {
                throw away();
              }
              Object result;
              try {
                result = method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
              if (random.nextInt(40) == 0) {
                throw away();
              }
              return result;
            });
  }
}
