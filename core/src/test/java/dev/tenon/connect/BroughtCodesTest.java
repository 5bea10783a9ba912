package dev.tenon.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.Caller;
import dev.tenon.access.KeyId;
import dev.tenon.access.UserId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.client.IntegrationName;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.UserFields;
import dev.tenon.connect.Attachments.Attachment;
import dev.tenon.connect.BroughtCodes.Address;
import dev.tenon.connect.BroughtCodes.Brought;
import dev.tenon.connect.Refusal.Reason;
import dev.tenon.connection.Connection;
import dev.tenon.connection.Grant;
import dev.tenon.connection.GrantSealer;
import dev.tenon.connection.Owner;
import dev.tenon.connection.Status;
import dev.tenon.fakehub.ConnectWorld;
import dev.tenon.fakehub.FakeProvider;
import dev.tenon.oauth.AccessToken;
import dev.tenon.oauth.AuthorizationCode;
import dev.tenon.oauth.RefreshToken;
import dev.tenon.oauth.TokenAnswer;
import dev.tenon.oauth.TokenRequest;
import dev.tenon.oauth.TokenResponse;
import dev.tenon.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Codes and tokens that callers bring, instead of a browser's journey through the hub's pages.
final class BroughtCodesTest {
  private static final URI PAGE = URI.create("https://app.example/callback");
  private static final UserId BO = new UserId("bo");

  private final ConnectWorld world = new ConnectWorld();

  @Test
  void browser_is_sent_off_with_the_apps_own_page_and_nothing_of_the_hubs() {
    Address address = world.codes.address(client(ConnectWorld.MODELS), PAGE);

    assertThat(address).isInstanceOf(Address.Known.class);
    assertThat(((Address.Known) address).url().getRawQuery())
        .contains("redirect_uri=https%3A%2F%2Fapp.example%2Fcallback", "client_id=client-of-models")
        .doesNotContain("state=", "nonce=", "code_challenge");
  }

  @Test
  void client_that_wants_a_code_verifier_is_not_served() {
    assertThat(world.codes.address(client(ConnectWorld.NAMED), PAGE))
        .isInstanceOf(Address.NotForCodes.class);
    assertThat(world.codes.address(client(ConnectWorld.KEYED), PAGE))
        .isInstanceOf(Address.NotForCodes.class);
    assertThat(bring(client(ConnectWorld.NAMED))).isInstanceOf(Brought.Not.class);
    assertThat(world.provider.requests()).isEmpty();
  }

  @Test
  void code_is_exchanged_with_the_page_that_it_came_back_to() {
    bring(client(ConnectWorld.MODELS));

    assertThat(world.provider.requests())
        .containsExactly(
            new TokenRequest.CodeExchange(
                AuthorizationCode.of("the-code"), PAGE, Optional.empty()));
    assertThat(world.connection(ConnectWorld.MODELS)).isEmpty();
  }

  @Test
  void handle_gives_its_grant_to_a_user_once() {
    GrantHandle handle = handle();

    Attachment first = claim(ConnectWorld.APP, ConnectWorld.MODELS, ConnectWorld.ADA, handle);
    Attachment second = claim(ConnectWorld.APP, ConnectWorld.MODELS, BO, handle);

    assertThat(first).isInstanceOf(Attachment.Attached.class);
    assertThat(second).isInstanceOf(Attachment.HandleOver.class);
    assertThat(world.connection(ConnectWorld.MODELS).map(Connection::status))
        .contains(Status.ACTIVE);
    assertThat(world.accessToken(ConnectWorld.MODELS)).contains(Secret.of("access-1"));
    assertThat(world.audited()).contains("connection.claimed");
    assertThat(ofBo()).isEmpty();
  }

  @Test
  void handle_is_over_after_an_hour_and_swept_away() {
    GrantHandle handle = handle();
    world.clock.advance(Duration.ofHours(1));

    assertThat(claim(ConnectWorld.APP, ConnectWorld.MODELS, ConnectWorld.ADA, handle))
        .isInstanceOf(Attachment.HandleOver.class);
    world.sweep.sweep(world.clock.instant());
    assertThat(world.stores.connects().removeExpiredUnclaimed(world.clock.instant())).isZero();
    assertThat(world.provider.revocations()).isEmpty();
  }

  @Test
  void E1_handle_is_none_for_another_client_or_in_another_workspace() {
    GrantHandle handle = handle();
    Caller.Admin stranger = new Caller.Admin(new WorkspaceId("ws_2"), new KeyId("key_9"));

    assertThat(claim(ConnectWorld.APP, ConnectWorld.FIELDS, ConnectWorld.ADA, handle))
        .isInstanceOf(Attachment.HandleOver.class);
    assertThat(claim(stranger, ConnectWorld.MODELS, ConnectWorld.ADA, handle))
        .isInstanceOf(Attachment.HandleOver.class);
    assertThat(claim(ConnectWorld.APP, ConnectWorld.MODELS, ConnectWorld.ADA, handle))
        .isInstanceOf(Attachment.Attached.class);
  }

  @Test
  void A20_handle_of_another_account_does_not_replace_the_one_that_is_connected() {
    claim(ConnectWorld.APP, ConnectWorld.MODELS, ConnectWorld.ADA, handle());
    world.provider.signsIn(FakeProvider.account("sub-eve", "Eve", "eve@example.com"));

    Attachment other = claim(ConnectWorld.APP, ConnectWorld.MODELS, ConnectWorld.ADA, handle());

    assertThat(other).isEqualTo(new Attachment.Not(Reason.OTHER_ACCOUNT, Optional.empty()));
    assertThat(world.accessToken(ConnectWorld.MODELS)).contains(Secret.of("access-1"));
  }

  @Test
  void refused_code_leaves_nothing_to_claim() {
    world.provider.answersNext(new TokenAnswer.Refused("invalid_grant", "", 400));

    assertThat(bring(client(ConnectWorld.MODELS)))
        .isEqualTo(new Brought.Not(Reason.CODE_REJECTED, Optional.empty()));
    assertThat(world.audited()).doesNotContain("grant.unclaimed");
  }

  @Test
  void refresh_token_that_is_brought_is_spent_and_its_successor_kept() {
    Attachment taken = take("old");

    assertThat(taken).isInstanceOf(Attachment.Attached.class);
    assertThat(world.provider.requests().getFirst())
        .isInstanceOfSatisfying(
            TokenRequest.Refresh.class,
            it -> assertThat(it.refreshToken()).isEqualTo(RefreshToken.of("old")));
    assertThat(refreshToken()).contains(RefreshToken.of("refresh-1"));
  }

  @Test
  void B7_refresh_token_that_is_brought_stays_where_the_provider_gives_no_other() {
    world.provider.answersNext(
        new TokenAnswer.Granted(
            new TokenResponse(
                AccessToken.of("access"),
                "Bearer",
                Optional.of(Duration.ofHours(1)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                world.clock.instant())));

    take("static");

    assertThat(refreshToken()).contains(RefreshToken.of("static"));
  }

  @Test
  void refresh_token_that_is_refused_harms_no_connection() {
    take("good");
    world.provider.answersNext(new TokenAnswer.Refused("invalid_grant", "", 400));

    assertThat(take("bad")).isEqualTo(new Attachment.Not(Reason.CODE_REJECTED, Optional.empty()));
    assertThat(world.accessToken(ConnectWorld.MODELS)).contains(Secret.of("access-1"));
  }

  @Test
  void key_that_a_user_would_type_is_attached_too() {
    UserFields.Reading.Read typed =
        new UserFields.Reading.Read(
            Map.of("subdomain", "acme"), Map.of("api_key", Secret.of("planted-key")));

    Attachment taken =
        world.attachments.take(
            ConnectWorld.APP, client(ConnectWorld.KEYED), ConnectWorld.ADA, typed);

    assertThat(taken).isInstanceOf(Attachment.Attached.class);
    assertThat(world.accessToken(ConnectWorld.KEYED)).contains(Secret.of("planted-key"));
    assertThat(world.connection(ConnectWorld.KEYED).map(Connection::values))
        .contains(Map.of("subdomain", "acme"));
  }

  private Brought bring(OAuthClient client) {
    return world.codes.exchange(client, AuthorizationCode.of("the-code"), PAGE);
  }

  private GrantHandle handle() {
    Brought brought = bring(client(ConnectWorld.MODELS));
    assertThat(brought).isInstanceOf(Brought.Kept.class);
    return ((Brought.Kept) brought).handle();
  }

  private Attachment claim(
      Caller caller, IntegrationName integration, UserId user, GrantHandle handle) {
    return world.attachments.claim(caller, client(integration), user, handle);
  }

  private Attachment take(String refreshToken) {
    return world.attachments.take(
        ConnectWorld.APP,
        client(ConnectWorld.MODELS),
        ConnectWorld.ADA,
        RefreshToken.of(refreshToken));
  }

  private Optional<RefreshToken> refreshToken() {
    Connection connection = world.connection(ConnectWorld.MODELS).orElseThrow();
    Grant grant = world.stores.grants().find(ConnectWorld.WORKSPACE, connection.id()).orElseThrow();
    return world.sealer.refreshToken(
        grant.tokens(),
        GrantSealer.place(ConnectWorld.WORKSPACE, connection.id(), grant.version()));
  }

  private Optional<Connection> ofBo() {
    return world
        .stores
        .connections()
        .find(ConnectWorld.WORKSPACE, client(ConnectWorld.MODELS).id(), new Owner.User(BO));
  }

  private OAuthClient client(IntegrationName name) {
    return world.stores.oauthClients().find(ConnectWorld.WORKSPACE, name).orElseThrow();
  }
}
