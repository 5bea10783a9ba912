package dev.tenon.sandbox;

import dev.tenon.sandbox.oauth.AuthMethod;
import dev.tenon.sandbox.oauth.Client;
import java.util.EnumSet;
import java.util.Set;

/// An OAuth client that is registered at a simulated provider.
///
/// @param provider `trimble-id`, `aps` or `oidc`
/// @param clientSecret empty where the client has none
/// @param scope what the client asks for; at Trimble `openid` and the application's name
/// @param grantTypes what it may ask the token endpoint for
/// @param apis the provider's APIs that are enabled for it
/// @param accounts the ACC accounts with a custom integration for it; `*` means all
/// @param jwks its public keys as a JWK set; not empty means that it signs assertions
public record SandboxClient(
    String provider,
    String name,
    String clientId,
    String clientSecret,
    Set<String> redirectUris,
    Set<String> secondConsentRedirectUris,
    String scope,
    Set<String> grantTypes,
    Set<String> apis,
    Set<String> accounts,
    String jwks) {
  private static final Set<String> USER_GRANTS = Set.of("authorization_code", "refresh_token");
  private static final Set<String> ALL_APIS =
      Set.of("connect", "ag", "data-management", "issues", "account-admin");

  public SandboxClient {
    redirectUris = Set.copyOf(redirectUris);
    secondConsentRedirectUris = Set.copyOf(secondConsentRedirectUris);
    grantTypes = Set.copyOf(grantTypes);
    apis = Set.copyOf(apis);
    accounts = Set.copyOf(accounts);
  }

  /// A client with a secret that signs users in; an empty secret makes it public.
  public static SandboxClient of(
      String provider, String clientId, String clientSecret, Set<String> redirectUris) {
    return new SandboxClient(
        provider,
        clientId,
        clientId,
        clientSecret,
        redirectUris,
        Set.of(),
        "",
        USER_GRANTS,
        ALL_APIS,
        Set.of("*"),
        "");
  }

  /// Whether it proves itself with a secret or a key.
  public boolean confidential() {
    return !clientSecret.isEmpty() || !jwks.isEmpty();
  }

  /// The same with a name for the consent page.
  public SandboxClient named(String other) {
    return new SandboxClient(
        provider,
        other,
        clientId,
        clientSecret,
        redirectUris,
        secondConsentRedirectUris,
        scope,
        grantTypes,
        apis,
        accounts,
        jwks);
  }

  /// The same with another scope.
  public SandboxClient withScope(String other) {
    return new SandboxClient(
        provider,
        name,
        clientId,
        clientSecret,
        redirectUris,
        secondConsentRedirectUris,
        other,
        grantTypes,
        apis,
        accounts,
        jwks);
  }

  /// The same with these grant types.
  public SandboxClient withGrantTypes(Set<String> others) {
    return new SandboxClient(
        provider,
        name,
        clientId,
        clientSecret,
        redirectUris,
        secondConsentRedirectUris,
        scope,
        others,
        apis,
        accounts,
        jwks);
  }

  /// The same with addresses to come back to after the second consent.
  public SandboxClient withSecondConsentRedirectUris(Set<String> others) {
    return new SandboxClient(
        provider,
        name,
        clientId,
        clientSecret,
        redirectUris,
        others,
        scope,
        grantTypes,
        apis,
        accounts,
        jwks);
  }

  /// The same with these APIs, let in by these accounts.
  public SandboxClient withAccess(Set<String> otherApis, Set<String> otherAccounts) {
    return new SandboxClient(
        provider,
        name,
        clientId,
        clientSecret,
        redirectUris,
        secondConsentRedirectUris,
        scope,
        grantTypes,
        otherApis,
        otherAccounts,
        jwks);
  }

  /// The same with public keys for assertions.
  public SandboxClient withJwks(String keys) {
    return new SandboxClient(
        provider,
        name,
        clientId,
        clientSecret,
        redirectUris,
        secondConsentRedirectUris,
        scope,
        grantTypes,
        apis,
        accounts,
        keys);
  }

  Client toClient() {
    return new Client(
        provider,
        name,
        clientId,
        clientSecret,
        redirectUris,
        secondConsentRedirectUris,
        scope,
        grantTypes,
        authMethods(),
        apis,
        accounts,
        jwks);
  }

  static SandboxClient of(Client client) {
    return new SandboxClient(
        client.provider(),
        client.name(),
        client.id(),
        client.secret(),
        client.redirectUris(),
        client.secondConsentUris(),
        client.scope(),
        client.grantTypes(),
        client.apis(),
        client.accounts(),
        client.jwks());
  }

  private Set<AuthMethod> authMethods() {
    if (!confidential()) {
      return EnumSet.of(AuthMethod.NONE);
    }
    var methods = EnumSet.noneOf(AuthMethod.class);
    if (!clientSecret.isEmpty()) {
      methods.add(AuthMethod.CLIENT_SECRET_BASIC);
      methods.add(AuthMethod.CLIENT_SECRET_POST);
    }
    if (!jwks.isEmpty()) {
      methods.add(AuthMethod.PRIVATE_KEY_JWT);
    }
    return methods;
  }

  /// Without the secret.
  @Override
  public String toString() {
    return "SandboxClient[" + provider + " " + clientId + "]";
  }
}
