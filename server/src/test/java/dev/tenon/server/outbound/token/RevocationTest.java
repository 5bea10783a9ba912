package dev.tenon.server.outbound.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.client.ResolvedClient;
import dev.tenon.client.TokenEndpoint.Revocation;
import dev.tenon.client.TokenEndpoint.RevocationRequest;
import dev.tenon.oauth.AccessToken;
import dev.tenon.oauth.RefreshToken;
import dev.tenon.oauth.TokenAnswer.NotAsked;
import dev.tenon.server.outbound.ScriptedServer.Received;
import dev.tenon.server.outbound.ScriptedServer.Script;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class RevocationTest {
  private static final RevocationRequest BOTH =
      new RevocationRequest(
          Optional.of(RefreshToken.of("rt-0")), Optional.of(AccessToken.of("at-0")));

  @Test
  void revocation_ends_the_refresh_token_first_and_then_the_access_token() {
    try (Asking asking = Asking.answering(200, "")) {
      Revocation revocation = asking.endpoint().revoke(revocable(asking), BOTH);

      assertThat(revocation).isEqualTo(new Revocation.Revoked());
      List<Received> sent = asking.server().requests();
      assertThat(sent).hasSize(2).allMatch(it -> it.header("authorization").startsWith("Basic "));
      assertThat(sent.getFirst().form())
          .isEqualTo(Map.of("token", "rt-0", "token_type_hint", "refresh_token"));
      assertThat(sent.getLast().form())
          .isEqualTo(Map.of("token", "at-0", "token_type_hint", "access_token"));
    }
  }

  @Test
  void a_provider_that_takes_refresh_tokens_alone_has_revoked() {
    Script script =
        (request, talk) -> {
          if ("refresh_token".equals(request.form().get("token_type_hint"))) {
            talk.answer(200, "");
          } else {
            talk.json(400, "{\"error\":\"unsupported_token_type\"}");
          }
        };
    try (Asking asking = new Asking(script)) {
      assertThat(asking.endpoint().revoke(revocable(asking), BOTH))
          .isEqualTo(new Revocation.Revoked());
    }
  }

  @Test
  void a_token_that_was_dead_already_counts_as_revoked() {
    try (Asking asking = Asking.answering(400, "{\"error\":\"invalid_token\"}")) {
      assertThat(asking.endpoint().revoke(revocable(asking), BOTH))
          .isEqualTo(new Revocation.Revoked());
    }
  }

  @Test
  void a_revocation_that_the_provider_did_not_confirm_is_told_as_failed() {
    try (Asking away = Asking.answering(503, "");
        Asking rejected = Asking.answering(401, "");
        Asking page = Asking.answering(404, "<html>");
        Asking lying = Asking.answering(200, "{\"error\":\"invalid_request\"}")) {
      for (Asking asking : List.of(away, rejected, page, lying)) {
        assertThat(asking.endpoint().revoke(revocable(asking), BOTH))
            .isInstanceOf(Revocation.Failed.class);
      }
    }
  }

  @Test
  void a_provider_without_a_revocation_endpoint_does_not_support_it() {
    try (Asking asking = Asking.answering(200, "")) {
      assertThat(asking.endpoint().revoke(asking.client().resolve(), BOTH))
          .isEqualTo(new Revocation.NotSupported());
      assertThat(asking.server().requests()).isEmpty();
    }
  }

  @Test
  void a_secret_that_does_not_open_leaves_the_tokens_alone() {
    try (Asking asking = Asking.answering(200, "");
        Asking other = Asking.answering(200, "")) {
      assertThat(asking.endpoint().revoke(revocable(other), BOTH))
          .isInstanceOf(Revocation.Failed.class);
      assertThat(asking.refresh(other.client().resolve())).isInstanceOf(NotAsked.class);
      assertThat(other.server().requests()).isEmpty();
    }
  }

  private static ResolvedClient revocable(Asking asking) {
    return asking.client().revocationUrl(asking.server().url("/revoke")).resolve();
  }
}
