package dev.tenon.server.outbound.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.client.ResolvedClient;
import dev.tenon.connector.Authorization;
import dev.tenon.connector.Pkce;
import dev.tenon.server.outbound.OutboundHttp;
import dev.tenon.server.outbound.TestClient;
import dev.tenon.server.outbound.TestHttp;
import dev.tenon.server.outbound.identity.IssuerDiscovery.Completion;
import dev.tenon.stores.InMemoryVault;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class IssuerDiscoveryTest {
  private static final String OPENID = "/.well-known/openid-configuration";

  private final FakeIssuer issuer = new FakeIssuer();
  private final MovingClock clock = new MovingClock();
  private final OutboundHttp http = TestHttp.patient();
  private final IssuerDiscovery discovery = new IssuerDiscovery(http, clock);

  @AfterEach
  void close() {
    http.close();
    issuer.close();
  }

  @Test
  void addresses_that_are_missing_come_from_the_issuer() {
    ResolvedClient complete = completed(discovered().resolve());

    assertThat(complete.authorizationUrl()).contains(issuer.server().url("/authorize"));
    assertThat(complete.tokenUrl()).contains(issuer.server().url("/token"));
    assertThat(complete.userinfoUrl()).contains(issuer.server().url("/userinfo"));
    assertThat(complete.jwksUrl()).contains(issuer.server().url("/jwks"));
    assertThat(complete.revocationUrl()).contains(issuer.server().url("/revoke"));
  }

  @Test
  void addresses_that_were_given_stay() {
    URI given = URI.create("https://given.example/userinfo");

    assertThat(completed(discovered().userinfoUrl(given).resolve()).userinfoUrl()).contains(given);
  }

  @Test
  void a_client_that_discovers_nothing_costs_no_request() {
    ResolvedClient client = client().resolve();

    assertThat(completed(client)).isEqualTo(client);
    assertThat(issuer.server().requests()).isEmpty();
  }

  @Test
  void b1_metadata_of_another_issuer_is_refused() {
    for (String other : new String[] {issuer.issuer() + "/", "https://evil.example", ""}) {
      issuer.put(OPENID, issuer.metadata(other));

      assertThat(complete(discovered().resolve())).isInstanceOf(Completion.AnotherIssuer.class);
    }
  }

  @Test
  void b3_endpoints_are_pinned_for_a_day() {
    completed(discovered().resolve());
    issuer.put(OPENID, issuer.metadata(issuer.issuer()).replace("/token", "/moved"));
    clock.advance(Duration.ofHours(23));
    assertThat(completed(discovered().resolve()).tokenUrl())
        .contains(issuer.server().url("/token"));

    clock.advance(Duration.ofHours(2));

    assertThat(completed(discovered().resolve()).tokenUrl())
        .contains(issuer.server().url("/moved"));
    assertThat(issuer.requestsFor(OPENID)).isEqualTo(2);
  }

  @Test
  void the_metadata_of_a_plain_authorization_server_is_found_as_well() {
    issuer.remove(OPENID);
    issuer.put(
        "/.well-known/oauth-authorization-server/tenant",
        issuer.metadata(issuer.issuer() + "/tenant"));

    ResolvedClient complete = completed(discovered().issuer(issuer.issuer() + "/tenant").resolve());

    assertThat(complete.tokenUrl()).contains(issuer.server().url("/token"));
  }

  @Test
  void an_endpoint_that_is_no_proper_url_is_as_good_as_none() {
    issuer.put(
        OPENID,
        issuer
            .metadata(issuer.issuer())
            .replace(issuer.server().url("/userinfo").toString(), "file:///etc/passwd"));

    assertThat(completed(discovered().resolve()).userinfoUrl()).isEmpty();
  }

  @Test
  void metadata_that_cannot_be_read_is_asked_for_again_next_time() {
    issuer.put(OPENID, "<html>");
    assertThat(complete(discovered().resolve())).isInstanceOf(Completion.Incomplete.class);

    issuer.put(OPENID, issuer.metadata(issuer.issuer()));

    assertThat(complete(discovered().resolve())).isInstanceOf(Completion.Complete.class);
  }

  @Test
  void an_issuer_that_may_not_be_called_is_not_called() {
    assertThat(complete(discovered().issuer("http://169.254.169.254").resolve()))
        .isInstanceOf(Completion.Incomplete.class);
    assertThat(complete(discovered().issuer("not a url").resolve()))
        .isInstanceOf(Completion.Incomplete.class);
    assertThat(complete(discovered().issuer("").resolve()))
        .isInstanceOf(Completion.Incomplete.class);
  }

  @Test
  void a11_metadata_that_knows_no_s256_does_not_talk_us_out_of_pkce() {
    issuer.put(
        OPENID,
        issuer
            .metadata(issuer.issuer())
            .replaceFirst("\\{", "{\"code_challenge_methods_supported\":[\"plain\"],"));

    ResolvedClient complete = completed(discovered().resolve());

    assertThat(complete.definition().authorization())
        .isInstanceOfSatisfying(
            Authorization.AuthorizationCode.class,
            it -> assertThat(it.authorize().pkce()).isNotEqualTo(Pkce.REFUSED));
  }

  @Test
  void a8_an_issuer_that_says_it_sends_iss_is_held_to_it() {
    ResolvedClient complete = completed(discovered().resolve());

    assertThat(complete.definition().authorization())
        .isInstanceOfSatisfying(
            Authorization.AuthorizationCode.class,
            it -> assertThat(it.authorize().issuerInCallback()).isTrue());
  }

  private Completion complete(ResolvedClient client) {
    return discovery.complete(client, http.deadline(Duration.ofSeconds(20)));
  }

  private ResolvedClient completed(ResolvedClient client) {
    Completion completion = complete(client);
    assertThat(completion).isInstanceOf(Completion.Complete.class);
    return ((Completion.Complete) completion).client();
  }

  private TestClient client() {
    return new TestClient(new InMemoryVault(), issuer.server()).issuer(issuer.issuer());
  }

  private TestClient discovered() {
    return client().discovered();
  }
}
