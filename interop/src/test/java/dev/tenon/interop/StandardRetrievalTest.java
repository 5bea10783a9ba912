package dev.tenon.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.google.api.client.auth.oauth2.TokenResponseException;
import com.google.api.client.http.BasicAuthentication;
import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenErrorResponse;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.as.AuthorizationServerMetadata;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.token.TokenTypeURI;
import com.nimbusds.oauth2.sdk.token.TypelessToken;
import com.nimbusds.oauth2.sdk.tokenexchange.TokenExchangeGrant;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.oauth2.client.ClientAuthorizationException;
import org.springframework.security.oauth2.client.OAuth2AuthorizationContext;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.TokenExchangeOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.endpoint.RestClientTokenExchangeTokenResponseClient;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/// Token exchange by three OAuth libraries that nobody here wrote, each as it comes: Spring
/// Security and Nimbus, which know the grant, and Google's OAuth client, which does not.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StandardRetrievalTest {
  private static final String INTEGRATION = "acme";
  private static final String USER = "ada";
  private static final String ACCESS_TOKEN = "the-providers-token";

  private final Organisation organisation = Organisation.start();
  private final RunningHub hub;

  StandardRetrievalTest(@TempDir Path directory) {
    hub = RunningHub.start(directory);
  }

  @BeforeAll
  void connectAda() {
    RunningHub.expect(
        201,
        hub.admin(
            "POST",
            "/api/v1/oauth-clients",
            Map.of(
                "name", INTEGRATION,
                "connector", "generic-oauth2",
                "client_id", "acme-1",
                "client_secret", "acme-secret",
                "authorization_url", "https://id.acme.test/authorize",
                "token_url", "https://id.acme.test/token",
                "scope", "read write")));
    RunningHub.expect(
        201,
        hub.admin(
            "POST",
            "/api/v1/connections",
            Map.of(
                "integration", INTEGRATION,
                "user", USER,
                "access_token", ACCESS_TOKEN,
                "expires_in", 3600,
                "scope", "read")));
    Reply issuer =
        hub.admin(
            "POST",
            "/api/v1/issuers",
            Map.of("issuer", organisation.issuer(), "audiences", List.of(Organisation.AUDIENCE)));
    RunningHub.expect(201, issuer);
    assertThat(issuer.json().has("warnings")).as(issuer.text()).isFalse();
  }

  @AfterAll
  void stop() {
    hub.close();
    organisation.close();
  }

  @Test
  void spring_security_finds_the_endpoint_and_exchanges() {
    OAuth2AuthorizedClient client = bySpring(USER, "read");

    assertThat(client.getAccessToken().getTokenValue()).isEqualTo(ACCESS_TOKEN);
    assertThat(client.getAccessToken().getScopes()).containsExactly("read");
    assertThat(client.getAccessToken().getExpiresAt())
        .isBetween(Instant.now().plusSeconds(3400), Instant.now().plusSeconds(3601));
    assertThat(client.getRefreshToken()).isNull();
  }

  /// Nothing but settings: no parameter is added by code.
  @Test
  void spring_security_exchanges_by_a_registration_alone() {
    ClientRegistration registration =
        ClientRegistration.withRegistrationId("tenon")
            .clientId("viewer")
            .clientSecret(hub.appKey())
            .authorizationGrantType(AuthorizationGrantType.TOKEN_EXCHANGE)
            .tokenUri(hub.url() + "/oauth2/token?audience=" + INTEGRATION)
            .build();

    OAuth2AuthorizedClient client =
        bySpring(new TokenExchangeOAuth2AuthorizedClientProvider(), registration, USER);

    assertThat(client.getAccessToken().getTokenValue()).isEqualTo(ACCESS_TOKEN);
  }

  @Test
  void spring_security_understands_each_refusal() {
    assertThat(springsError("bob", "read")).isEqualTo("interaction_required");
    assertThat(springsError(USER, "write")).isEqualTo("interaction_required");
    assertThat(springsError(USER, "admin")).isEqualTo("invalid_scope");
  }

  @Test
  void nimbus_exchanges_by_the_metadata_and_client_secret_post()
      throws IOException, GeneralException {
    TokenResponse answer = byNimbus(USER, INTEGRATION, Scope.parse("read"));

    assertThat(answer)
        .asInstanceOf(type(AccessTokenResponse.class))
        .satisfies(
            it -> {
              assertThat(it.getTokens().getAccessToken().getValue()).isEqualTo(ACCESS_TOKEN);
              assertThat(it.getTokens().getAccessToken().getIssuedTokenType())
                  .isEqualTo(TokenTypeURI.ACCESS_TOKEN);
              assertThat(it.getTokens().getAccessToken().getScope()).isEqualTo(Scope.parse("read"));
              assertThat(it.getTokens().getRefreshToken()).isNull();
            });
  }

  @Test
  void nimbus_hands_the_address_to_connect_at_through() throws IOException, GeneralException {
    TokenErrorResponse error =
        (TokenErrorResponse) byNimbus("bob", INTEGRATION, Scope.parse("read"));

    assertThat(error.getErrorObject().getCode()).isEqualTo("interaction_required");
    assertThat(error.toHTTPResponse().getStatusCode()).isEqualTo(400);
    assertThat(error.getErrorObject().getCustomParams().get("connect_uri"))
        .startsWith(hub.url() + "/connect/");
    assertThat(
            ((TokenErrorResponse) byNimbus(USER, "unknown", new Scope()))
                .getErrorObject()
                .getCode())
        .isEqualTo("invalid_target");
  }

  @Test
  void googles_oauth_client_exchanges_by_basic() throws IOException {
    com.google.api.client.auth.oauth2.TokenResponse answer = byGoogle(USER).execute();

    assertThat(answer.getAccessToken()).isEqualTo(ACCESS_TOKEN);
    assertThat(answer.getTokenType()).isEqualTo("Bearer");
    assertThat(answer.getScope()).isEqualTo("read");
    assertThat(answer.getExpiresInSeconds()).isBetween(3400L, 3600L);
    assertThat(answer.getRefreshToken()).isNull();
    assertThat(answer.get("issued_token_type")).isEqualTo(TokenTypeURI.ACCESS_TOKEN.toString());
  }

  @Test
  void googles_oauth_client_understands_a_refusal() {
    assertThatThrownBy(() -> byGoogle("bob").execute())
        .isInstanceOfSatisfying(
            TokenResponseException.class,
            e -> {
              assertThat(e.getStatusCode()).isEqualTo(400);
              assertThat(e.getDetails().getError()).isEqualTo("interaction_required");
              assertThat(String.valueOf(e.getDetails().get("connect_uri")))
                  .startsWith(hub.url() + "/connect/");
            });
  }

  private String springsError(String user, String scope) {
    try {
      bySpring(user, scope);
      return "";
    } catch (ClientAuthorizationException e) {
      return e.getError().getErrorCode();
    }
  }

  private OAuth2AuthorizedClient bySpring(String user, String scope) {
    ClientRegistration registration =
        ClientRegistrations.fromIssuerLocation(hub.url().toString())
            .registrationId("tenon")
            .clientId("viewer")
            .clientSecret(hub.appKey())
            .authorizationGrantType(AuthorizationGrantType.TOKEN_EXCHANGE)
            .scope(scope)
            .build();
    RestClientTokenExchangeTokenResponseClient client =
        new RestClientTokenExchangeTokenResponseClient();
    client.setParametersCustomizer(parameters -> parameters.set("audience", INTEGRATION));
    TokenExchangeOAuth2AuthorizedClientProvider provider =
        new TokenExchangeOAuth2AuthorizedClientProvider();
    provider.setAccessTokenResponseClient(client);
    return bySpring(provider, registration, user);
  }

  private OAuth2AuthorizedClient bySpring(
      TokenExchangeOAuth2AuthorizedClientProvider provider,
      ClientRegistration registration,
      String user) {
    Jwt jwt =
        Jwt.withTokenValue(organisation.tokenOf(user)).header("alg", "RS256").subject(user).build();
    OAuth2AuthorizationContext context =
        OAuth2AuthorizationContext.withClientRegistration(registration)
            .principal(new JwtAuthenticationToken(jwt, List.of()))
            .build();
    return Optional.ofNullable(provider.authorize(context)).orElseThrow();
  }

  private TokenResponse byNimbus(String user, String integration, Scope scope)
      throws IOException, GeneralException {
    AuthorizationServerMetadata metadata =
        AuthorizationServerMetadata.resolve(new Issuer(hub.url()));
    TokenExchangeGrant grant =
        new TokenExchangeGrant(
            new TypelessToken(organisation.tokenOf(user)),
            TokenTypeURI.ID_TOKEN,
            null,
            null,
            TokenTypeURI.ACCESS_TOKEN,
            List.of(new Audience(integration)));
    TokenRequest request =
        new TokenRequest.Builder(
                metadata.getTokenEndpointURI(),
                new ClientSecretPost(new ClientID("viewer"), new Secret(hub.appKey())),
                grant)
            .scope(scope)
            .build();
    HTTPResponse answer = request.toHTTPRequest().send();
    return TokenResponse.parse(answer);
  }

  /// It knows no grant but the three of old, and takes any other by its URN.
  private com.google.api.client.auth.oauth2.TokenRequest byGoogle(String user) {
    return new com.google.api.client.auth.oauth2.TokenRequest(
            new NetHttpTransport(),
            GsonFactory.getDefaultInstance(),
            new GenericUrl(hub.url() + "/oauth2/token"),
            "urn:ietf:params:oauth:grant-type:token-exchange")
        .setClientAuthentication(new BasicAuthentication("viewer", hub.appKey()))
        .setScopes(List.of("read"))
        .set("subject_token", organisation.tokenOf(user))
        .set("subject_token_type", TokenTypeURI.ACCESS_TOKEN.toString())
        .set("resource", hub.url() + "/proxy/" + INTEGRATION);
  }
}
