package dev.tenon.bench.chaos;

import dev.tenon.sdk.OAuthClientFields;
import dev.tenon.sdk.Secret;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/// One OAuth client: at the sandbox and, under the same name, in the hub.
record Application(String name, Site site, boolean warm) {
  static final String BACK = "http://127.0.0.1/back";

  /// At each provider one whose tokens are refreshed when asked for, and one that is kept warm.
  static List<Application> all() {
    List<Application> all = new ArrayList<>();
    for (Site site : Site.values()) {
      all.add(new Application("chaos-" + site.provider(), site, false));
      all.add(new Application("chaos-" + site.provider() + "-warm", site, true));
    }
    return List.copyOf(all);
  }

  String secret() {
    return name + "-secret";
  }

  /// As the sandbox's controls want it.
  String registration() {
    return """
    {"provider":"%s","client_id":"%s","client_secret":"%s","redirect_uris":["%s"],"scope":"%s"}"""
        .formatted(site.provider(), name, secret(), BACK, site.scope());
  }

  OAuthClientFields fields(URI sandbox) {
    return OAuthClientFields.none()
        .connector("generic-oauth2")
        .connectionDefinition("user-sign-in")
        .clientId(name)
        .clientSecret(Secret.of(secret()))
        .authorizationUrl(site.authorize(sandbox))
        .tokenUrl(site.token(sandbox))
        .scope(site.scope())
        .forAllApps();
  }
}
