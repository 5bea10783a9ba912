package dev.tenon.stores;

import dev.tenon.access.WorkspaceId;
import dev.tenon.client.OAuthClientId;
import dev.tenon.token.LearnedLifetimes;
import dev.tenon.workspace.Change;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// What was learned of lifetimes in memory.
public final class InMemoryLearnedLifetimes implements LearnedLifetimes {
  private final InMemoryStores stores;
  private final Map<RowKey, Learned> rows = new HashMap<>();

  InMemoryLearnedLifetimes(InMemoryStores stores) {
    this.stores = stores;
  }

  @Override
  public Learned find(WorkspaceId workspace, OAuthClientId client) {
    return stores.transaction(() -> row(workspace, client));
  }

  @Override
  public void accessEnded(WorkspaceId workspace, OAuthClientId client, Duration age) {
    learn(
        workspace,
        client,
        known -> known.learnsAccessEnded(age),
        known -> new Learned(Optional.of(age), known.refreshDied(), known.refreshSurvived()));
  }

  @Override
  public void refreshDied(WorkspaceId workspace, OAuthClientId client, Duration idle) {
    learn(
        workspace,
        client,
        known -> known.learnsRefreshDied(idle),
        known -> new Learned(known.accessToken(), Optional.of(idle), known.refreshSurvived()));
  }

  @Override
  public void refreshSurvived(WorkspaceId workspace, OAuthClientId client, Duration idle) {
    learn(
        workspace,
        client,
        known -> known.learnsRefreshSurvived(idle),
        known -> new Learned(known.accessToken(), known.refreshDied(), Optional.of(idle)));
  }

  private void learn(
      WorkspaceId workspace,
      OAuthClientId client,
      Predicate<Learned> isNews,
      UnaryOperator<Learned> change) {
    boolean learned =
        stores.transaction(
            () -> {
              Learned known = row(workspace, client);
              boolean news = stores.oauthClients().exists(workspace, client) && isNews.test(known);
              if (news) {
                rows.put(new RowKey(workspace, client.value()), change.apply(known));
              }
              return news;
            });
    if (learned) {
      stores.changes().announce(new Change.SettingsChanged(workspace));
    }
  }

  private Learned row(WorkspaceId workspace, OAuthClientId client) {
    return rows.getOrDefault(new RowKey(workspace, client.value()), Learned.nothing());
  }
}
