package dev.tenon.stores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.AppName;
import dev.tenon.access.KeyId;
import dev.tenon.access.MemberId;
import dev.tenon.access.UserId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.app.App;
import dev.tenon.app.AppChange;
import dev.tenon.app.StoredKey;
import dev.tenon.audit.AuditEvent;
import dev.tenon.client.IntegrationName;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.OAuthClientId;
import dev.tenon.connect.ConnectLink;
import dev.tenon.connect.ConnectLinkId;
import dev.tenon.connect.PendingGrant;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionEvent;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.ConnectionStore.ConnectionFilter;
import dev.tenon.connection.GrantPlan;
import dev.tenon.connection.GrantPlans.Ending;
import dev.tenon.connection.GrantStore.Failure;
import dev.tenon.connection.GrantStore.LeaseRequest;
import dev.tenon.connection.GrantStore.LeaseResult;
import dev.tenon.connection.GrantTokens;
import dev.tenon.connection.Lease;
import dev.tenon.connection.Organization;
import dev.tenon.connection.Owner;
import dev.tenon.connection.UnfinishedRule;
import dev.tenon.connection.UserStore.UserQuery;
import dev.tenon.connector.ConnectorFiles.ConnectorFile;
import dev.tenon.connector.ConnectorName;
import dev.tenon.exchange.Issuer;
import dev.tenon.exchange.IssuerId;
import dev.tenon.member.HashedPassphrase;
import dev.tenon.member.Member;
import dev.tenon.member.Role;
import dev.tenon.member.SignInLink;
import dev.tenon.member.SignInLinkId;
import dev.tenon.secret.Fingerprint;
import dev.tenon.webhook.WebhookEndpoint;
import dev.tenon.webhook.WebhookEventId;
import dev.tenon.webhook.WebhookId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A workspace that has one of everything.
record Filled(
    Samples samples,
    App app,
    StoredKey key,
    OAuthClient client,
    UserId user,
    Connection connection,
    Lease lease,
    ConnectLink link,
    PendingGrant pending,
    ConnectorFile file,
    WebhookEndpoint webhook,
    WebhookEventId told,
    Issuer issuer,
    Member member,
    SignInLink invitation) {
  private static final Instant END = Samples.NOON.plus(Duration.ofDays(90));

  /// Fills the workspace of `contract`.
  static Filled in(StoreContract contract) {
    Samples samples = contract.samples;
    WorkspaceId workspace = contract.workspace;
    Stores stores = contract.stores();
    App app = samples.app(workspace, "viewer");
    stores.apps().create(app, contract.event());
    StoredKey key = samples.key(workspace, Optional.of(app.name()), Samples.NOON);
    stores.apiKeys().create(key, contract.event());
    OAuthClient client = contract.client("trimble");
    UserId user = new UserId("ada");
    Connection connection = contract.connect(client, new Owner.User(user));
    WebhookEndpoint webhook = samples.webhook(workspace);
    stores.webhooks().create(webhook, contract.event());
    WebhookEventId told = samples.webhookEventId();
    stores.webhooks().test(workspace, webhook.id(), told, contract.event());
    GrantPlan plan = new GrantPlan(connection.nextRefreshAt(), Optional.of(END));
    assertThat(stores.grantPlans().plan(workspace, connection.id(), 1, plan)).isTrue();
    Lease lease = lease(stores, request(workspace, connection.id()));
    stores.learned().accessEnded(workspace, client.id(), Duration.ofMinutes(60));
    ConnectLink link = samples.link(workspace, 5);
    stores.connects().createLink(link, contract.event());
    PendingGrant pending =
        samples.pending(workspace, connection.id(), Samples.NOON.plusSeconds(600));
    stores.connects().hold(pending, contract.event());
    ConnectorFile file = new ConnectorFile(new ConnectorName("acme"), "name: acme", Samples.NOON);
    stores.connectorFiles().save(workspace, file, contract.event());
    Issuer issuer = samples.issuer(workspace, "https://id.example", Optional.empty());
    stores.issuers().create(issuer, contract.event());
    Member member = samples.member(workspace);
    SignInLink used = samples.signInLink(workspace);
    stores.members().addLink(used, contract.event());
    stores.members().use(used, member, samples.session(member), contract.event());
    SignInLink invitation = samples.signInLink(workspace);
    stores.members().addLink(invitation, contract.event());
    return new Filled(
        samples,
        app,
        key,
        client,
        user,
        connection,
        lease,
        link,
        pending,
        file,
        webhook,
        told,
        issuer,
        member,
        invitation);
  }

  /// The ids of this workspace, and `other` wherever a workspace is asked for.
  Arguments arguments(WorkspaceId other) {
    Map<Class<?>, Object> values = new HashMap<>();
    values.put(WorkspaceId.class, other);
    values.put(AppName.class, app.name());
    values.put(KeyId.class, key.id());
    values.put(OAuthClientId.class, client.id());
    values.put(IntegrationName.class, client.name());
    values.put(UserId.class, user);
    values.put(Owner.class, connection.owner());
    values.put(ConnectionId.class, connection.id());
    values.put(ConnectionFilter.class, ConnectionFilter.all());
    values.put(ConnectLinkId.class, pending.link());
    values.put(Fingerprint.class, pending.code());
    values.put(ConnectorName.class, file.name());
    values.put(LeaseRequest.class, request(other, connection.id()));
    values.put(
        Lease.class, new Lease(other, lease.connection(), 1, lease.fence(), lease.attempt()));
    values.put(GrantPlan.class, GrantPlan.none());
    values.put(Ending.class, new Ending(other, connection.id(), 1, END));
    values.put(Duration.class, Duration.ofMinutes(1));
    values.put(GrantTokens.class, samples.tokens());
    values.put(Failure.class, new Failure(Optional.empty(), samples.error(Optional.empty())));
    values.put(ConnectionEvent.class, samples.connectionEvent(Samples.NOON, "refreshed"));
    values.put(WebhookId.class, webhook.id());
    values.put(WebhookEventId.class, told);
    values.put(IssuerId.class, issuer.id());
    values.put(MemberId.class, member.id());
    values.put(Role.class, Role.VIEWER);
    values.put(HashedPassphrase.class, new HashedPassphrase("$argon2id$x"));
    values.put(AppChange.class, AppChange.ofReturnUrls(List.of()));
    values.put(SignInLinkId.class, invitation.id());
    values.put(AuditEvent.class, samples.event(other));
    values.put(Instant.class, Samples.NOON);
    values.put(String.class, "asked to");
    values.put(
        UserQuery.class, new UserQuery(Optional.of(user), Optional.empty(), Optional.empty()));
    values.put(List.class, List.of(new Organization("1", "Acme")));
    values.put(Optional.class, Optional.empty());
    values.put(long.class, 1L);
    values.put(int.class, 10);
    return new Arguments(values);
  }

  /// Everything that can be read of this workspace.
  List<Object> everything(Stores stores) {
    WorkspaceId workspace = connection.workspace();
    List<Object> all =
        List.of(
            stores.workspaces().find(workspace),
            stores.apps().all(workspace),
            stores.apiKeys().list(workspace, Optional.of(app.name())),
            stores.oauthClients().all(workspace),
            stores.users().list(workspace, Optional.empty(), 99),
            stores.connections().find(workspace, connection.id()),
            stores.connections().events(workspace, connection.id(), Optional.empty(), 99),
            stores.grants().find(workspace, connection.id()),
            stores.grantPlans().outlooks(workspace, Set.of(connection.id())),
            stores.learned().find(workspace, client.id()),
            stores.connects().findLink(workspace, link.id()),
            stores.connects().findPending(workspace, pending.link(), pending.code(), Samples.NOON),
            stores.connectorFiles().all(workspace),
            stores.issuers().list(workspace),
            stores.webhooks().list(workspace),
            stores.members().list(workspace),
            stores.members().links(workspace, Samples.NOON),
            stores
                .webhooks()
                .deliveries(workspace, webhook.id(), Optional.empty(), Optional.empty(), 99),
            stores.auditLog().list(workspace, Optional.empty(), 99));
    assertThat(all).doesNotContain(Optional.empty(), List.of());
    return all;
  }

  private static LeaseRequest request(WorkspaceId workspace, ConnectionId connection) {
    return new LeaseRequest(
        workspace,
        connection,
        1,
        "node-1",
        Duration.ofMinutes(5),
        "att_1",
        Optional.empty(),
        UnfinishedRule.harmless());
  }

  private static Lease lease(Stores stores, LeaseRequest request) {
    LeaseResult result = stores.grants().lease(request);
    assertThat(result).isInstanceOf(LeaseResult.Leased.class);
    return ((LeaseResult.Leased) result).lease();
  }
}
