package dev.tenon.sandbox;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The clients that every sandbox knows from the start. Their secrets are no secrets: they open
/// nothing but a sandbox.
final class RegisteredClients {
  private static final Set<String> MACHINE = Set.of("client_credentials");
  private static final Set<String> USERS = Set.of("authorization_code", "refresh_token");
  private static final Set<String> BOTH =
      Set.of("authorization_code", "refresh_token", "client_credentials");
  private static final Set<String> ALL_ACCOUNTS = Set.of("*");

  private RegisteredClients() {}

  static List<SandboxClient> of(SandboxSettings settings) {
    Set<String> back = texts(settings.redirectUris());
    Set<String> second = texts(settings.secondConsentRedirectUris());
    return List.of(
        trimble("trimble-web", "Harbour App", back, "openid harbour-app connect"),
        SandboxClient.of(Sandbox.TRIMBLE_ID, "trimble-public", "", back)
            .named("Harbour Desktop (public)")
            .withScope("openid harbour-desktop")
            .withAccess(Set.of("connect"), ALL_ACCOUNTS),
        trimble("trimble-script", "Forum Script", Set.of(), "openid forum-script")
            .withGrantTypes(MACHINE),
        trimble("trimble-ag", "Grower App", withLeafsOwn(back), "openid grower-app")
            .withSecondConsentRedirectUris(second)
            .withGrantTypes(BOTH)
            .withAccess(Set.of("ag"), ALL_ACCOUNTS),
        aps("aps-web", "Model Viewer", back).withGrantTypes(BOTH),
        aps("aps-server", "Nightly Job", Set.of()).withGrantTypes(MACHINE),
        SandboxClient.of(Sandbox.APS, "aps-public", "", back)
            .named("Model Viewer Desktop (public)")
            .withScope("data:read")
            .withAccess(Set.of("data-management", "issues"), ALL_ACCOUNTS),
        aps("aps-unprovisioned", "No custom integration yet", back)
            .withAccess(Set.of("data-management", "issues"), Set.of()),
        aps("aps-no-api", "Data Management not enabled", back)
            .withAccess(Set.of("issues"), ALL_ACCOUNTS),
        acme("acme-web", "Acme Planner", back).withGrantTypes(USERS),
        SandboxClient.of(Sandbox.OIDC, "acme-public", "", back)
            .named("Acme Pocket (public)")
            .withScope("openid profile email offline_access"),
        acme("acme-service", "Acme Robot", Set.of()).withScope("api:read").withGrantTypes(MACHINE));
  }

  /// With the address that Leaf's page about Trimble has in its place, so that it can be followed.
  private static Set<String> withLeafsOwn(Set<String> back) {
    Set<String> all = new HashSet<>(back);
    all.add("https://your-app.com/callback");
    return all;
  }

  private static SandboxClient trimble(String id, String name, Set<String> back, String scope) {
    return SandboxClient.of(Sandbox.TRIMBLE_ID, id, id + "-secret", back)
        .named(name)
        .withScope(scope)
        .withAccess(Set.of("connect"), ALL_ACCOUNTS);
  }

  private static SandboxClient aps(String id, String name, Set<String> back) {
    return SandboxClient.of(Sandbox.APS, id, id + "-secret", back)
        .named(name)
        .withScope("data:read account:read")
        .withAccess(Set.of("data-management", "issues", "account-admin"), ALL_ACCOUNTS);
  }

  private static SandboxClient acme(String id, String name, Set<String> back) {
    return SandboxClient.of(Sandbox.OIDC, id, id + "-secret", back)
        .named(name)
        .withScope("openid profile email offline_access api:read");
  }

  private static Set<String> texts(Set<URI> uris) {
    return uris.stream().map(URI::toString).collect(Collectors.toUnmodifiableSet());
  }
}
