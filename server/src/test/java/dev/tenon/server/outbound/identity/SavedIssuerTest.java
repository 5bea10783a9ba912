package dev.tenon.server.outbound.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.KeyId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.Actor;
import dev.tenon.client.FieldProblem;
import dev.tenon.client.IntegrationName;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.OAuthClientDraft;
import dev.tenon.client.OAuthClients;
import dev.tenon.client.OAuthClients.RegisterResult;
import dev.tenon.client.OAuthClients.UpdateResult;
import dev.tenon.secret.Secret;
import dev.tenon.server.catalog.Catalogue;
import dev.tenon.server.outbound.OutboundHttp;
import dev.tenon.server.outbound.TestHttp;
import dev.tenon.server.outbound.token.ProviderTokenEndpoint;
import dev.tenon.stores.InMemoryStores;
import dev.tenon.stores.InMemoryVault;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What an issuer's metadata says when an admin saves a client that is found by it.
final class SavedIssuerTest {
  private static final String OPENID = "/.well-known/openid-configuration";
  private static final WorkspaceId WORKSPACE = new WorkspaceId("ws_1");
  private static final Actor ADMIN = new Actor.Admin(new KeyId("key_1"));
  private static final IntegrationName ACME = new IntegrationName("acme");

  private final FakeIssuer issuer = new FakeIssuer();
  private final MovingClock clock = new MovingClock();
  private final OutboundHttp http = TestHttp.patient();
  private final InMemoryStores stores = new InMemoryStores(clock);
  private final InMemoryVault vault = new InMemoryVault();
  private final SecureRandom random = new SecureRandom();
  private final OAuthClients clients =
      new OAuthClients(
          stores.oauthClients(),
          new Catalogue(
              Path.of("there-is-no-such-directory"),
              stores.connectorFiles(),
              stores.changes(),
              clock),
          vault,
          new ProviderTokenEndpoint(http, new IssuerDiscovery(http, clock), vault, clock, random),
          clock,
          random);

  @AfterEach
  void close() {
    http.close();
    issuer.close();
  }

  @Test
  void B1_an_issuer_whose_metadata_names_another_one_is_not_saved() {
    issuer.put(OPENID, issuer.metadata("https://evil.example"));

    assertThat(clients.register(WORKSPACE, ADMIN, draft(issuer.issuer())))
        .isInstanceOfSatisfying(
            RegisterResult.Refused.class,
            it ->
                assertThat(it.problems())
                    .singleElement()
                    .extracting(FieldProblem::field, FieldProblem::message)
                    .satisfies(
                        texts -> assertThat(texts.toString()).contains("names another issuer")));
    assertThat(stores.oauthClients().find(WORKSPACE, ACME)).isEmpty();
  }

  @Test
  void B1_a_client_does_not_move_to_an_issuer_whose_metadata_names_another_one() {
    OAuthClient saved = registered();
    String tenant = issuer.issuer() + "/tenant";
    issuer.put("/tenant" + OPENID, issuer.metadata(issuer.issuer()));

    assertThat(clients.update(WORKSPACE, ADMIN, ACME, draft(tenant)))
        .isInstanceOfSatisfying(
            UpdateResult.Refused.class,
            it ->
                assertThat(it.problems())
                    .extracting(FieldProblem::field)
                    .containsExactly("parameters.issuer"));
    assertThat(stores.oauthClients().find(WORKSPACE, ACME)).contains(saved);
  }

  @Test
  void an_issuer_that_is_away_is_saved_with_a_warning() {
    issuer.remove(OPENID);

    assertThat(clients.register(WORKSPACE, ADMIN, draft(issuer.issuer())))
        .isInstanceOfSatisfying(
            RegisterResult.Registered.class,
            it -> {
              assertThat(it.warnings().getFirst().field()).isEqualTo("parameters.issuer");
              assertThat(it.warnings().getFirst().message()).startsWith("could not be checked now");
            });
    assertThat(stores.oauthClients().find(WORKSPACE, ACME)).isPresent();
  }

  @Test
  void an_issuer_that_is_in_order_is_saved_without_a_word_about_it() {
    assertThat(clients.register(WORKSPACE, ADMIN, draft(issuer.issuer())))
        .isInstanceOfSatisfying(
            RegisterResult.Registered.class,
            it ->
                assertThat(it.warnings())
                    .extracting(FieldProblem::field)
                    .doesNotContain("parameters.issuer"));
  }

  @Test
  void a_change_that_leaves_the_issuer_as_it_was_does_not_depend_on_it() {
    registered();
    issuer.put(OPENID, issuer.metadata("https://evil.example"));
    clock.advance(Duration.ofDays(2));
    OAuthClientDraft apart =
        OAuthClientDraft.of(Map.of()).withApps(new OAuthClientDraft.Apps.Named(List.of()));

    assertThat(clients.update(WORKSPACE, ADMIN, ACME, apart))
        .isInstanceOf(UpdateResult.Updated.class);

    assertThat(issuer.requestsFor(OPENID)).isEqualTo(1);
  }

  private OAuthClient registered() {
    RegisterResult result = clients.register(WORKSPACE, ADMIN, draft(issuer.issuer()));
    assertThat(result).isInstanceOf(RegisterResult.Registered.class);
    return ((RegisterResult.Registered) result).client();
  }

  private static OAuthClientDraft draft(String issuer) {
    return OAuthClientDraft.of(
            Map.of("name", ACME.value(), "connector", "generic-oidc", "client_id", "acme-1"))
        .withSecret(Secret.of("planted-secret"))
        .withParameters(Map.of("issuer", issuer));
  }
}
