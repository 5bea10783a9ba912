package dev.tenon.server.outbound.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.KeyId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.Actor;
import dev.tenon.audit.AuditEvent;
import dev.tenon.client.ClientResolution;
import dev.tenon.client.ClientResolution.Resolution;
import dev.tenon.client.OAuthClientDraft;
import dev.tenon.client.OAuthClients;
import dev.tenon.client.OAuthClients.RegisterResult;
import dev.tenon.client.ResolvedClient;
import dev.tenon.client.TokenEndpoint.HookResult;
import dev.tenon.client.TokenEndpoint.Revocation;
import dev.tenon.client.TokenEndpoint.RevocationRequest;
import dev.tenon.connector.ConnectorFiles.ConnectorFile;
import dev.tenon.connector.ConnectorName;
import dev.tenon.oauth.AccessToken;
import dev.tenon.oauth.RefreshToken;
import dev.tenon.oauth.TokenAnswer;
import dev.tenon.secret.Secret;
import dev.tenon.server.catalog.Catalogue;
import dev.tenon.server.outbound.OutboundHttp;
import dev.tenon.server.outbound.ScriptedServer;
import dev.tenon.server.outbound.ScriptedServer.Received;
import dev.tenon.server.outbound.ScriptedServer.Script;
import dev.tenon.server.outbound.TestHttp;
import dev.tenon.server.outbound.identity.IssuerDiscovery;
import dev.tenon.stores.InMemoryStores;
import dev.tenon.stores.InMemoryVault;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The requests that connectors declare around a connection's life, made over the wire: those of
/// the shipped files, and of one with every kind.
@Timeout(60)
final class HookRunTest {
  private static final WorkspaceId WORKSPACE = new WorkspaceId("ws_1");
  private static final Actor ADMIN = new Actor.Admin(new KeyId("key_1"));
  private static final RevocationRequest BOTH =
      new RevocationRequest(
          Optional.of(RefreshToken.of("rt-0")), Optional.of(AccessToken.of("at-0")));

  /// `%s` is the provider.
  private static final String HOOKED =
      """
      name: hooked
      title: Hooked
      sources: [https://hooked.test/docs]
      checked: 2026-01-01
      verified: false
      definitions:
        sign-in:
          title: Sign-in
          type: authorization_code
          authorize: {url: '%1$s/authorize'}
          token: {url: '%1$s/token', answer: {keep: {tenant: tenant}}}
          revocation_url: '%1$s/revoke'
          after_connect:
            - method: GET
              url: '%1$s/sites/${tenant}'
              headers: {Authorization: 'Bearer ${access_token}'}
              answer: {keep: {0.id: site, 0.token: echo}}
            - url: '%1$s/watch'
              format: json
              body: {site: '${steps.0.0.id}'}
          before_delete:
            - method: DELETE
              url: '%1$s/grants'
              headers: {Authorization: 'Bearer ${access_token}'}
              answer: {failed_when: {path: done, value: false, error: why}}
      api: {base_url: 'https://api.hooked.test/${site}'}
      """;

  private final InMemoryStores stores = new InMemoryStores(Asking.CLOCK);
  private final InMemoryVault vault = new InMemoryVault();
  private final SecureRandom random = new SecureRandom();
  private final OutboundHttp http = TestHttp.patient();
  private final ProviderTokenEndpoint endpoint =
      new ProviderTokenEndpoint(
          http, new IssuerDiscovery(http, Asking.CLOCK), vault, Asking.CLOCK, random);
  private final Catalogue catalogue =
      new Catalogue(
          Path.of("there-is-no-such-directory"),
          stores.connectorFiles(),
          stores.changes(),
          Asking.CLOCK);

  @AfterEach
  void close() {
    http.close();
  }

  @Test
  void github_is_told_to_forget_the_grant_and_an_empty_answer_confirms_it() {
    try (ScriptedServer github = answering(204, "")) {
      Revocation revocation = endpoint.revoke(shipped("github", github), BOTH);

      assertThat(revocation).isEqualTo(new Revocation.Revoked());
      Received sent = github.request();
      assertThat(sent.requestLine()).startsWith("DELETE /applications/client-1/grant ");
      assertThat(sent.header("authorization")).isEqualTo("Basic " + base64("client-1:s3cret"));
      assertThat(sent.body()).isEqualTo("{\"access_token\":\"at-0\"}");
    }
  }

  @Test
  void slack_confirms_in_words_and_refuses_in_a_success() {
    try (ScriptedServer slack = answering(200, "{\"ok\":true,\"revoked\":true}");
        ScriptedServer refusing = answering(200, "{\"ok\":false,\"error\":\"not_allowed\"}")) {
      assertThat(endpoint.revoke(shipped("slack", slack), BOTH))
          .isEqualTo(new Revocation.Revoked());
      assertThat(slack.request().header("authorization")).isEqualTo("Bearer at-0");

      assertThat(endpoint.revoke(shipped("slack", refusing), BOTH))
          .isEqualTo(new Revocation.Failed("before_delete: refused as not_allowed"));
    }
  }

  @Test
  void a_request_before_deleting_that_fails_is_told_and_nothing_else_is_asked() {
    for (Script script :
        List.<Script>of(
            (_, talk) -> talk.answer(503, ""),
            (_, talk) -> talk.answer(403, "{}"),
            (_, talk) -> talk.answer(200, "<html>"),
            (_, talk) -> talk.answer(200, "{\"done\":false,\"why\":\"busy\"}"))) {
      try (ScriptedServer provider = new ScriptedServer(script)) {
        assertThat(endpoint.revoke(hooked(provider), BOTH))
            .isInstanceOfSatisfying(
                Revocation.Failed.class,
                it -> assertThat(it.detail()).startsWith("before_delete: "));
        assertThat(provider.requests()).hasSize(1);
      }
    }
  }

  @Test
  void where_there_are_both_ways_both_have_to_be_confirmed() {
    try (ScriptedServer provider = answering(200, "");
        ScriptedServer half =
            new ScriptedServer(
                (request, talk) ->
                    talk.answer(request.requestLine().startsWith("DELETE") ? 200 : 503, ""))) {
      assertThat(endpoint.revoke(hooked(provider), BOTH)).isEqualTo(new Revocation.Revoked());
      assertThat(provider.requests())
          .extracting(it -> it.requestLine().split(" ", -1)[1])
          .containsExactly("/grants", "/revoke", "/revoke");

      assertThat(endpoint.revoke(hooked(half), BOTH)).isInstanceOf(Revocation.Failed.class);
    }
  }

  @Test
  void requests_after_connecting_go_on_from_each_other_and_never_keep_a_token() {
    Script script =
        (request, talk) -> {
          if (request.requestLine().startsWith("GET /sites/t-1 ")) {
            talk.json(200, "[{\"id\":\"s-1\",\"token\":\"at-0\"}]");
          } else {
            talk.answer(204, "");
          }
        };
    try (ScriptedServer provider = new ScriptedServer(script)) {
      HookResult result =
          endpoint.afterConnect(hooked(provider), AccessToken.of("at-0"), Map.of("tenant", "t-1"));

      assertThat(result).isEqualTo(new HookResult.Performed(Map.of("site", "s-1")));
      assertThat(provider.requests().getFirst().header("authorization")).isEqualTo("Bearer at-0");
      assertThat(provider.requests().getLast().body()).isEqualTo("{\"site\":\"s-1\"}");
    }
  }

  @Test
  void a_request_after_connecting_that_fails_ends_them() {
    try (ScriptedServer provider = answering(503, "")) {
      HookResult result =
          endpoint.afterConnect(hooked(provider), AccessToken.of("at-0"), Map.of("tenant", "t-1"));

      assertThat(result)
          .isInstanceOfSatisfying(
              HookResult.Failed.class,
              it -> assertThat(it.answer()).isInstanceOf(TokenAnswer.Unavailable.class));
      assertThat(provider.requests()).hasSize(1);
    }
  }

  private static ScriptedServer answering(int status, String body) {
    return new ScriptedServer((_, talk) -> talk.answer(status, body));
  }

  private ResolvedClient shipped(String connector, ScriptedServer provider) {
    return resolved(connector, Map.of("api_url", provider.url("").toString()));
  }

  private ResolvedClient hooked(ScriptedServer provider) {
    String yaml = HOOKED.replace("%1$s", provider.url("").toString());
    stores
        .connectorFiles()
        .save(
            WORKSPACE,
            new ConnectorFile(new ConnectorName("hooked"), yaml, Asking.NOW),
            new AuditEvent(WORKSPACE, Asking.NOW, ADMIN, "connector.saved", "test", Map.of()));
    return resolved("hooked", Map.of());
  }

  /// A client of its own for each call, with the parameters of the connector.
  private ResolvedClient resolved(String connector, Map<String, String> parameters) {
    OAuthClients clients =
        new OAuthClients(
            new InMemoryStores(Asking.CLOCK).oauthClients(),
            catalogue,
            vault,
            endpoint,
            Asking.CLOCK,
            random);
    RegisterResult registered =
        clients.register(
            WORKSPACE,
            ADMIN,
            OAuthClientDraft.of(
                    Map.of("name", connector, "connector", connector, "client_id", "client-1"))
                .withSecret(Secret.of("s3cret"))
                .withParameters(parameters));
    assertThat(registered).isInstanceOf(RegisterResult.Registered.class);
    Resolution resolution =
        new ClientResolution(catalogue)
            .resolve(((RegisterResult.Registered) registered).client(), Map.of());
    assertThat(resolution).isInstanceOf(Resolution.Resolved.class);
    return ((Resolution.Resolved) resolution).client();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
