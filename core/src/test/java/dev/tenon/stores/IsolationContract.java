package dev.tenon.stores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.AppName;
import dev.tenon.access.UserId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.app.AppChange;
import dev.tenon.app.Renaming;
import dev.tenon.audit.AuditEvent;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.OAuthClientStore.DeleteResult;
import dev.tenon.client.OAuthClientStore.UpdateResult;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionStore.ConnectResult;
import dev.tenon.connection.GrantPlans.Ending;
import dev.tenon.connection.GrantStore.CommitResult;
import dev.tenon.connection.GrantStore.LeaseRequest;
import dev.tenon.connection.GrantStore.LeaseResult;
import dev.tenon.connection.Lease;
import dev.tenon.connection.User;
import dev.tenon.member.Members.Change;
import dev.tenon.token.LearnedLifetimes.Learned;
import dev.tenon.workspace.Branding;
import dev.tenon.workspace.Retention;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Security row E12: nobody reads or writes a row of another workspace, whatever ids are asked
/// with.
///
/// Fills one workspace, and calls every method of every store that takes a workspace with another
/// workspace and the first one's ids. What methods there are is read off the ports, so that a new
/// one is tested from its first day, or fails here for want of an argument.
public abstract class IsolationContract extends StoreContract {
  // They insert, and do so where they are told to.
  private static final Set<String> INSERTS = Set.of("save", "replace");
  private static final Set<Class<?>> SAY_THE_WORKSPACE =
      Set.of(WorkspaceId.class, Lease.class, LeaseRequest.class, Ending.class);

  @Test
  void security_row_E12_ids_of_one_workspace_find_and_change_nothing_in_another() {
    Filled filled = Filled.in(this);
    Arguments arguments = filled.arguments(samples.workspaceId());
    List<Object> before = filled.everything(stores());
    List<String> called = new ArrayList<>();

    for (Method accessor : Stores.class.getMethods()) {
      Object store = call(accessor, stores(), List.of()).orElseThrow();
      for (Method method : methodsThatTakeAWorkspace(accessor.getReturnType())) {
        Optional<Object> answer = call(method, store, arguments.of(method));
        assertThat(answer.filter(it -> !isNothing(it))).as(method.toString()).isEmpty();
        called.add(method.getName());
      }
    }

    assertThat(filled.everything(stores())).isEqualTo(before);
    assertThat(called)
        .hasSizeGreaterThan(30)
        .contains(
            "find", "list", "lease", "commit", "revoke", "findPending", "claim", "plan", "tell");
  }

  @Test
  void security_row_E12_an_update_in_one_workspace_does_not_reach_the_other() {
    Filled filled = Filled.in(this);
    WorkspaceId other = samples.workspaceId();
    List<Object> before = filled.everything(stores());
    AuditEvent event = event(other);
    User user = samples.user(other, filled.user().value());
    OAuthClient client =
        samples.client(filled.client().id(), other, filled.client().name().value(), 2, List.of());
    Connection connection = inWorkspace(filled.connection(), other);

    assertThat(
            stores()
                .apps()
                .update(other, filled.app().name(), AppChange.ofReturnUrls(List.of()), event))
        .isFalse();
    assertThat(stores().users().update(user, event)).isFalse();
    assertThat(stores().oauthClients().update(client, event))
        .isEqualTo(UpdateResult.CHANGED_MEANWHILE);
    assertThat(
            stores()
                .connections()
                .connect(
                    connection,
                    samples.grant(connection, 2),
                    Optional.of(filled.pending().id().value()),
                    samples.connectionEvent(Samples.NOON, "connected"),
                    event))
        .isEqualTo(ConnectResult.PENDING_GONE);

    assertThat(filled.everything(stores())).isEqualTo(before);
  }

  @Test
  void the_same_names_and_ids_may_be_used_in_every_workspace() {
    WorkspaceId other = samples.workspaceId();
    makeWorkspace(other);
    AppName name = new AppName("viewer");
    for (WorkspaceId each : List.of(workspace, other)) {
      assertThat(stores().apps().create(samples.app(each, "viewer"), event(each))).isTrue();
      assertThat(stores().users().create(samples.user(each, "ada"), event(each))).isTrue();
      assertThat(stores().oauthClients().create(samples.client(each, "x"), event(each))).isTrue();
    }

    stores().apps().delete(other, name, event(other));
    stores().users().delete(other, new UserId("ada"), event(other));

    assertThat(stores().apps().find(workspace, name)).isPresent();
    assertThat(stores().users().find(workspace, new UserId("ada"))).isPresent();
  }

  private static boolean isNothing(Object answer) {
    return answer.equals(Optional.empty())
        || answer.equals(List.of())
        || answer.equals(Map.of())
        || answer.equals(false)
        || answer.equals(0)
        || answer.equals(Learned.nothing())
        || answer.equals(Branding.none())
        || answer.equals(Retention.standard())
        || answer.equals(Change.UNKNOWN)
        || answer.equals(Renaming.UNKNOWN)
        || answer.equals(new DeleteResult.Missing())
        || answer.equals(new LeaseResult.Moved())
        || answer.equals(new CommitResult.FencedOut(Optional.empty()));
  }

  private static List<Method> methodsThatTakeAWorkspace(Class<?> port) {
    return Arrays.stream(port.getMethods())
        .filter(method -> !INSERTS.contains(method.getName()))
        .filter(
            method ->
                Arrays.stream(method.getParameterTypes()).anyMatch(SAY_THE_WORKSPACE::contains))
        .toList();
  }

  private static Optional<Object> call(Method method, Object target, List<Object> arguments) {
    try {
      return Optional.ofNullable(method.invoke(target, arguments.toArray()));
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new LinkageError(method + " threw", e);
    }
  }

  private static Connection inWorkspace(Connection connection, WorkspaceId other) {
    return new Connection(
        connection.id(),
        other,
        connection.oauthClient(),
        connection.owner(),
        connection.status(),
        connection.account(),
        connection.scopes(),
        connection.organizations(),
        connection.values(),
        connection.createdAt(),
        connection.lastRefreshedAt(),
        connection.nextRefreshAt(),
        connection.lastError());
  }
}
