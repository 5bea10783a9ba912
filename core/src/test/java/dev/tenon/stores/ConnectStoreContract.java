package dev.tenon.stores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEvent;
import dev.tenon.client.OAuthClientId;
import dev.tenon.connect.ConnectLink;
import dev.tenon.connect.ConnectSession;
import dev.tenon.connect.ConnectSession.Purpose;
import dev.tenon.connect.LinkLabel;
import dev.tenon.connect.PendingGrant;
import dev.tenon.connect.UnclaimedGrant;
import dev.tenon.secret.Fingerprint;
import dev.tenon.secret.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The contract of [dev.tenon.connect.ConnectStore].
public abstract class ConnectStoreContract extends StoreContract {
  private static final Instant LATER = Samples.NOON.plusSeconds(600);
  // Other tests of the same database have rows that are over at noon; sweeps of this suite look
  // only
  // at a time that no other test uses.
  private static final Instant LONG_AGO = Instant.parse("2001-01-01T00:00:00Z");

  @Test
  void the_page_of_a_link_belongs_to_one_browser() {
    ConnectLink link = created(1);
    Fingerprint first = Fingerprint.of(Secret.of("first"));
    Fingerprint second = Fingerprint.of(Secret.of("second"));

    assertThat(stores().connects().isBound(workspace, link.id(), first)).isFalse();
    assertThat(stores().connects().bindLink(workspace, link.id(), first)).isTrue();
    assertThat(stores().connects().bindLink(workspace, link.id(), first)).isTrue();
    assertThat(stores().connects().bindLink(workspace, link.id(), second)).isFalse();
    assertThat(stores().connects().isBound(workspace, link.id(), first)).isTrue();
    assertThat(stores().connects().isBound(workspace, link.id(), second)).isFalse();
    assertThat(stores().connects().bindLink(samples.workspaceId(), link.id(), first)).isFalse();
  }

  @Test
  void a_link_is_found_as_it_was_created() {
    ConnectLink link = samples.link(workspace, 3);
    AuditEvent event = event();

    stores().connects().createLink(link, event);

    assertThat(stores().connects().findLink(workspace, link.id())).contains(link);
    assertThat(stores().connects().openLink(link.token())).contains(link);
    assertAudited(event);
  }

  @Test
  void a_link_is_opened_in_whichever_workspace_it_is() {
    WorkspaceId other = samples.workspaceId();
    makeWorkspace(other);
    ConnectLink link = samples.link(other, 3);
    stores().connects().createLink(link, event(other));

    assertThat(stores().connects().openLink(link.token())).contains(link);
    assertThat(stores().connects().findLink(workspace, link.id())).isEmpty();
  }

  @Test
  void a_link_without_app_and_return_address_is_kept_so() {
    ConnectLink link = samples.link(workspace, 1);
    ConnectLink bare =
        new ConnectLink(
            link.id(),
            workspace,
            Optional.empty(),
            link.user(),
            link.integrations(),
            Optional.empty(),
            link.token(),
            link.expiresAt(),
            1,
            0,
            link.createdAt(),
            Optional.empty(),
            Optional.empty());

    stores().connects().createLink(bare, event());

    assertThat(stores().connects().openLink(link.token())).contains(bare);
  }

  @Test
  void an_unknown_link_is_not_opened() {
    assertThat(stores().connects().openLink(samples.fingerprint())).isEmpty();
    assertThat(stores().connects().findLink(workspace, samples.link(workspace, 1).id())).isEmpty();
  }

  @Test
  void each_use_is_counted() {
    ConnectLink link = created(2);

    assertThat(use(link, Samples.NOON)).isTrue();

    assertThat(stores().connects().findLink(workspace, link.id()))
        .map(ConnectLink::uses)
        .contains(1);
  }

  @Test
  void a_link_is_never_used_more_often_than_it_may_be() {
    ConnectLink link = created(3);

    List<Boolean> used = Race.run(_ -> use(link, Samples.NOON));

    assertThat(used).filteredOn(it -> it).hasSize(3);
    assertThat(stores().connects().findLink(workspace, link.id()))
        .map(ConnectLink::uses)
        .contains(3);
  }

  @Test
  void a_link_that_is_over_is_not_used() {
    ConnectLink link = created(2);

    assertThat(use(link, link.expiresAt())).isFalse();
    assertThat(use(link, link.expiresAt().minusMillis(1))).isTrue();
  }

  @Test
  void an_unknown_link_is_not_used() {
    assertThat(use(samples.link(workspace, 1), Samples.NOON)).isFalse();
  }

  @Test
  void a_revoked_link_is_over() {
    ConnectLink link = created(2);
    AuditEvent event = event();

    assertThat(stores().connects().revokeLink(workspace, link.id(), Samples.NOON, event)).isTrue();

    assertThat(use(link, Samples.NOON)).isFalse();
    assertThat(stores().connects().findLink(workspace, link.id()))
        .map(ConnectLink::expiresAt)
        .contains(Samples.NOON);
    assertAudited(event);
  }

  @Test
  void revoking_a_link_never_makes_it_live_longer() {
    ConnectLink link = created(2);

    stores().connects().revokeLink(workspace, link.id(), link.expiresAt().plusSeconds(60), event());

    assertThat(stores().connects().findLink(workspace, link.id()))
        .map(ConnectLink::expiresAt)
        .contains(link.expiresAt());
  }

  @Test
  void an_unknown_link_is_not_revoked() {
    AuditEvent event = event();

    assertThat(
            stores()
                .connects()
                .revokeLink(workspace, samples.link(workspace, 1).id(), Samples.NOON, event))
        .isFalse();

    assertNotAudited(event);
  }

  @Test
  void a_trip_is_taken_as_it_was_begun_and_once() {
    ConnectSession session = samples.session(workspace, LATER);
    stores().connects().begin(session);

    assertThat(stores().connects().take(session.state())).contains(session);
    assertThat(stores().connects().take(session.state())).isEmpty();
  }

  @Test
  void every_kind_of_trip_comes_back_as_it_was() {
    for (Purpose purpose : Purpose.values()) {
      ConnectSession session = plain(samples.session(workspace, LATER), purpose);
      stores().connects().begin(session);
      assertThat(stores().connects().take(session.state())).contains(session);
    }
  }

  @Test
  void of_many_who_take_the_same_trip_exactly_one_gets_it() {
    ConnectSession session = samples.session(workspace, LATER);
    stores().connects().begin(session);

    List<Optional<ConnectSession>> taken = Race.run(_ -> stores().connects().take(session.state()));

    assertThat(taken).filteredOn(Optional::isPresent).containsExactly(Optional.of(session));
  }

  @Test
  void a_trip_may_be_over_when_it_is_taken() {
    ConnectSession session = samples.session(workspace, LONG_AGO.plusSeconds(900));
    stores().connects().begin(session);

    assertThat(stores().connects().take(session.state())).contains(session);
  }

  @Test
  void trips_that_are_over_are_removed_and_counted() {
    ConnectSession over = samples.session(workspace, LONG_AGO);
    ConnectSession notYet = samples.session(workspace, LONG_AGO.plusMillis(1));
    stores().connects().begin(over);
    stores().connects().begin(notYet);

    assertThat(stores().connects().removeExpiredSessions(LONG_AGO)).isEqualTo(1);

    assertThat(stores().connects().take(over.state())).isEmpty();
    assertThat(stores().connects().take(notYet.state())).contains(notYet);
  }

  @Test
  void a_pending_grant_is_found_by_link_and_code_and_stays() {
    PendingGrant pending = pending(LATER);
    AuditEvent event = event();

    stores().connects().hold(pending, event);

    assertThat(find(pending, Samples.NOON)).contains(pending);
    assertThat(find(pending, Samples.NOON)).contains(pending);
    assertAudited(event);
  }

  @Test
  void a_pending_grant_is_not_found_by_another_link_or_code() {
    PendingGrant pending = pending(LATER);
    stores().connects().hold(pending, event());

    assertThat(
            stores()
                .connects()
                .findPending(workspace, pending.link(), samples.fingerprint(), Samples.NOON))
        .isEmpty();
    assertThat(
            stores()
                .connects()
                .findPending(
                    workspace, samples.link(workspace, 1).id(), pending.code(), Samples.NOON))
        .isEmpty();
  }

  @Test
  void a_pending_grant_that_is_over_is_not_found() {
    PendingGrant pending = pending(LATER);
    stores().connects().hold(pending, event());

    assertThat(find(pending, LATER)).isEmpty();
    assertThat(find(pending, LATER.minusMillis(1))).contains(pending);
  }

  @Test
  void a_pending_grant_takes_the_place_of_an_earlier_one_of_the_same_connection() {
    PendingGrant earlier = pending(LATER);
    PendingGrant later = samples.pending(workspace, earlier.connection(), LATER);
    stores().connects().hold(earlier, event());

    stores().connects().hold(later, event());

    assertThat(find(earlier, Samples.NOON)).isEmpty();
    assertThat(find(later, Samples.NOON)).contains(later);
  }

  @Test
  void of_many_pending_grants_of_one_connection_one_is_kept() {
    PendingGrant first = pending(LATER);
    List<PendingGrant> all =
        IntStream.range(0, Race.RUNNERS)
            .mapToObj(_ -> samples.pending(workspace, first.connection(), LATER))
            .toList();

    Race.run(
        number -> {
          stores().connects().hold(all.get(number), event());
          return number;
        });

    assertThat(all).filteredOn(each -> find(each, Samples.NOON).isPresent()).hasSize(1);
  }

  @Test
  void pending_grants_that_are_over_are_taken_for_revocation() {
    PendingGrant older = pending(LONG_AGO);
    PendingGrant younger = pending(LONG_AGO.plusMillis(1));
    PendingGrant notYet = pending(LONG_AGO.plusMillis(2));
    for (PendingGrant each : List.of(younger, notYet, older)) {
      stores().connects().hold(each, event());
    }
    Instant now = LONG_AGO.plusMillis(1);

    assertThat(stores().connects().takeExpiredPending(now, 1)).containsExactly(older);
    assertThat(stores().connects().takeExpiredPending(now, 9)).containsExactly(younger);
    assertThat(stores().connects().takeExpiredPending(now, 9)).isEmpty();
    assertThat(stores().connects().takeExpiredPending(LONG_AGO.plusMillis(2), 9))
        .containsExactly(notYet);
  }

  @Test
  void of_many_who_take_expired_pending_grants_each_gets_others() {
    for (int i = 0; i < Race.RUNNERS; i++) {
      stores().connects().hold(pending(LONG_AGO), event());
    }

    List<List<PendingGrant>> taken =
        Race.run(_ -> stores().connects().takeExpiredPending(LONG_AGO, Race.RUNNERS));

    assertThat(taken.stream().flatMap(List::stream).toList())
        .hasSize(Race.RUNNERS)
        .doesNotHaveDuplicates();
  }

  @Test
  void labelled_links_of_a_kind_come_newest_first() {
    ConnectLink older = labelled("magic", Samples.NOON);
    ConnectLink newer = labelled("magic", Samples.NOON.plusSeconds(1));
    ConnectLink other = labelled("widget", Samples.NOON);
    for (ConnectLink each : List.of(newer, other, older)) {
      stores().connects().createLink(each, event());
    }

    assertThat(stores().connects().labelled(workspace, "magic", 9)).containsExactly(newer, older);
    assertThat(stores().connects().labelled(workspace, "magic", 1)).containsExactly(newer);
    assertThat(stores().connects().labelled(workspace, "none", 9)).isEmpty();
  }

  @Test
  void an_unclaimed_grant_is_found_by_its_handle_until_it_is_over() {
    UnclaimedGrant grant = unclaimed(LATER);
    AuditEvent event = event();

    stores().connects().keepUnclaimed(grant, event);

    assertThat(findUnclaimed(grant, LATER.minusMillis(1))).contains(grant);
    assertThat(findUnclaimed(grant, LATER.minusMillis(1))).contains(grant);
    assertThat(findUnclaimed(grant, LATER)).isEmpty();
    assertThat(stores().connects().findUnclaimed(workspace, samples.fingerprint(), Samples.NOON))
        .isEmpty();
    assertAudited(event);
  }

  @Test
  void unclaimed_grants_that_are_over_are_removed_and_counted() {
    UnclaimedGrant over = unclaimed(LONG_AGO);
    UnclaimedGrant notYet = unclaimed(LATER);
    stores().connects().keepUnclaimed(over, event());
    stores().connects().keepUnclaimed(notYet, event());

    assertThat(stores().connects().removeExpiredUnclaimed(LONG_AGO)).isEqualTo(1);

    assertThat(findUnclaimed(over, LONG_AGO.minusSeconds(1))).isEmpty();
    assertThat(findUnclaimed(notYet, Samples.NOON)).contains(notYet);
  }

  private UnclaimedGrant unclaimed(Instant expiresAt) {
    return samples.unclaimed(workspace, new OAuthClientId("oac_1"), expiresAt);
  }

  private Optional<UnclaimedGrant> findUnclaimed(UnclaimedGrant grant, Instant now) {
    return stores().connects().findUnclaimed(workspace, grant.handle(), now);
  }

  private ConnectLink labelled(String kind, Instant createdAt) {
    ConnectLink link = samples.link(workspace, 1);
    return new ConnectLink(
        link.id(),
        workspace,
        link.app(),
        link.user(),
        link.integrations(),
        link.returnUrl(),
        link.token(),
        link.expiresAt(),
        1,
        0,
        createdAt,
        Optional.empty(),
        Optional.of(new LinkLabel(kind, Map.of())));
  }

  private ConnectLink created(int maxUses) {
    ConnectLink link = samples.link(workspace, maxUses);
    stores().connects().createLink(link, event());
    return link;
  }

  private boolean use(ConnectLink link, Instant now) {
    return stores().connects().useLink(workspace, link.id(), now);
  }

  private PendingGrant pending(Instant expiresAt) {
    return samples.pending(workspace, samples.connectionId(), expiresAt);
  }

  private Optional<PendingGrant> find(PendingGrant pending, Instant now) {
    return stores().connects().findPending(workspace, pending.link(), pending.code(), now);
  }

  private static ConnectSession plain(ConnectSession session, Purpose purpose) {
    return new ConnectSession(
        session.state(),
        session.workspace(),
        session.link(),
        session.oauthClient(),
        purpose,
        session.browser(),
        Optional.empty(),
        session.nonce(),
        session.redirectUri(),
        Map.of(),
        session.createdAt(),
        session.expiresAt());
  }
}
