package dev.tenon.cli.demo;

import dev.tenon.sandbox.Sandbox;
import dev.tenon.sandbox.SandboxClient;
import dev.tenon.sdk.OAuthClientFields;
import dev.tenon.sdk.Secret;
import java.net.URI;
import java.util.List;
import java.util.Map;

/// One of the sandbox's clients, as the hub's OAuth client that it becomes. The connectors are the
/// real ones; their parameters say that the provider is the sandbox.
///
/// @param integration the name in the hub
/// @param connector the hub's connector
/// @param client the client in the sandbox
/// @param scope what to ask for; empty for the connector's default
/// @param parameters where the sandbox plays that provider
record DemoClient(
    String integration,
    String connector,
    SandboxClient client,
    String scope,
    Map<String, String> parameters) {

  /// The clients of `sandbox` that the demo registers.
  static List<DemoClient> of(Sandbox sandbox) {
    URI url = sandbox.url();
    return List.of(
        new DemoClient(
            "trimble-connect",
            "trimble-connect",
            client(sandbox, "trimble-web"),
            "",
            Map.of(
                "application_name", "harbour-app",
                "identity_url", url + "/trimble-id",
                "api_url", url + "/connect-na")),
        new DemoClient(
            "trimble-ag",
            "trimble-agriculture",
            client(sandbox, "trimble-ag"),
            "",
            Map.of(
                "application_name", "grower-app",
                "identity_url", url + "/trimble-id",
                "api_url", url + "/trimble-ag",
                "consent_url", url + "/trimble-ag")),
        new DemoClient(
            "autodesk",
            "autodesk-platform-services",
            client(sandbox, "aps-web"),
            "data:read account:read",
            Map.of("api_url", url + "/aps", "profile_url", url + "/aps")),
        new DemoClient(
            "acme-oidc",
            "generic-oidc",
            client(sandbox, "acme-web"),
            "openid profile email offline_access api:read",
            Map.of("issuer", url + "/oidc", "api_url", url + "/oidc")));
  }

  OAuthClientFields fields() {
    var fields =
        OAuthClientFields.none()
            .connector(connector)
            .connectionDefinition("user-sign-in")
            .clientId(client.clientId())
            .clientSecret(Secret.of(client.clientSecret()))
            .forAllApps()
            .parameters(parameters);
    return scope.isEmpty() ? fields : fields.scope(scope);
  }

  private static SandboxClient client(Sandbox sandbox, String id) {
    return sandbox.clients().stream()
        .filter(client -> client.clientId().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the sandbox knows no client " + id));
  }
}
