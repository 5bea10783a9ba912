package dev.tenon.sandbox.oauth;

import java.util.Set;
import java.util.TreeSet;

/// An OAuth client as one provider has it registered.
///
/// @param secret empty for a public client and for one that signs assertions
/// @param scope what it is meant to ask for; at Trimble all that it may ask for
/// @param apis the provider's APIs that are enabled for it
/// @param accounts the provider's accounts that have let it in; `*` means all
/// @param jwks the JWK set with the public keys of its assertions; empty where it has none
public record Client(
    String provider,
    String name,
    String id,
    String secret,
    Set<String> redirectUris,
    Set<String> secondConsentUris,
    String scope,
    Set<String> grantTypes,
    Set<AuthMethod> authMethods,
    Set<String> apis,
    Set<String> accounts,
    String jwks) {

  public Client {
    redirectUris = Set.copyOf(redirectUris);
    secondConsentUris = Set.copyOf(secondConsentUris);
    grantTypes = Set.copyOf(grantTypes);
    authMethods = Set.copyOf(authMethods);
    apis = Set.copyOf(apis);
    accounts = Set.copyOf(accounts);
  }

  /// Whether it has nothing to prove itself with (RFC 6749 §2.1).
  public boolean isPublic() {
    return authMethods.equals(Set.of(AuthMethod.NONE));
  }

  /// The scope that stands for the application at Trimble: the first that is not `openid`.
  public String applicationName() {
    return Scopes.parse(scope).stream().filter(s -> !s.equals("openid")).findFirst().orElse("");
  }

  /// Whether this account has let the client in.
  public boolean admittedBy(String account) {
    return accounts.contains("*") || accounts.contains(account);
  }

  /// The same client with another secret.
  public Client withSecret(String newSecret) {
    return new Client(
        provider,
        name,
        id,
        newSecret,
        redirectUris,
        secondConsentUris,
        scope,
        grantTypes,
        authMethods,
        apis,
        accounts,
        jwks);
  }

  /// The same client with one API more.
  public Client withApi(String api) {
    var more = new TreeSet<>(apis);
    more.add(api);
    return withApis(more);
  }

  /// The same client with one API less.
  public Client withoutApi(String api) {
    var fewer = new TreeSet<>(apis);
    fewer.remove(api);
    return withApis(fewer);
  }

  /// The same client let in by these accounts.
  public Client withAccounts(Set<String> admitting) {
    return new Client(
        provider,
        name,
        id,
        secret,
        redirectUris,
        secondConsentUris,
        scope,
        grantTypes,
        authMethods,
        apis,
        admitting,
        jwks);
  }

  private Client withApis(Set<String> enabled) {
    return new Client(
        provider,
        name,
        id,
        secret,
        redirectUris,
        secondConsentUris,
        scope,
        grantTypes,
        authMethods,
        enabled,
        accounts,
        jwks);
  }

  /// Without the secret.
  @Override
  public String toString() {
    return "Client[" + provider + " " + id + "]";
  }
}
