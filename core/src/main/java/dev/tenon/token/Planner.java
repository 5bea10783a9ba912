package dev.tenon.token;

import dev.tenon.client.ClientResolution;
import dev.tenon.client.ClientResolution.Resolution;
import dev.tenon.client.OAuthClientStore;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionStore;
import dev.tenon.connection.Grant;
import dev.tenon.connection.GrantPlan;
import dev.tenon.connection.GrantPlans;
import dev.tenon.connection.GrantPlans.Unplanned;
import dev.tenon.connection.GrantStore;
import java.util.List;
import java.util.Optional;

/// Plans the grants that came without a plan: those of a connect or an import, those that a node of
/// an earlier version wrote, those whose rules have changed. Safe for use by any thread.
public final class Planner {
  private static final int BATCH = 200;

  private final GrantPlans plans;
  private final GrantStore grants;
  private final ConnectionStore connections;
  private final OAuthClientStore clients;
  private final ClientResolution resolution;
  private final RefreshSchedule schedule;

  /// Plans by `schedule`.
  public Planner(
      GrantPlans plans,
      GrantStore grants,
      ConnectionStore connections,
      OAuthClientStore clients,
      ClientResolution resolution,
      RefreshSchedule schedule) {
    this.plans = plans;
    this.grants = grants;
    this.connections = connections;
    this.clients = clients;
    this.resolution = resolution;
    this.schedule = schedule;
  }

  /// Plans what is unplanned until nothing is left that can be planned now; how many grants that
  /// were. A grant that is being refreshed is left to its refresh.
  public int run() {
    int planned = 0;
    while (true) {
      List<Unplanned> batch = plans.unplanned(BATCH);
      int done = Math.toIntExact(batch.stream().filter(this::plan).count());
      planned += done;
      if (done < BATCH) {
        return planned;
      }
    }
  }

  private boolean plan(Unplanned unplanned) {
    return plans.plan(
        unplanned.workspace(),
        unplanned.connection(),
        unplanned.version(),
        made(unplanned).orElse(GrantPlan.none()));
  }

  /// Empty where the client cannot be filled in: there is nothing to do until the admin changes it,
  /// and then everything is planned anew.
  private Optional<GrantPlan> made(Unplanned unplanned) {
    // Of a version that is newer by now the store takes no plan.
    Optional<Grant> grant = grants.find(unplanned.workspace(), unplanned.connection());
    Optional<Connection> connection =
        connections.find(unplanned.workspace(), unplanned.connection());
    return grant.flatMap(it -> connection.flatMap(owner -> made(it, owner)));
  }

  private Optional<GrantPlan> made(Grant grant, Connection connection) {
    return clients
        .find(grant.workspace(), connection.oauthClient())
        .map(client -> resolution.resolve(client, connection.values()))
        .flatMap(
            it ->
                it instanceof Resolution.Resolved resolved
                    ? Optional.of(
                        schedule.plan(resolved.client(), grant.tokens(), grant.consentedAt()))
                    : Optional.empty());
  }
}
