package dev.tenon.bench.chaos;

import java.net.URI;

/// One of the sandbox's providers.
enum Site {
  TRIMBLE("trimble-id", "/oauth/authorize", "/oauth/token", "/oauth/userinfo", "openid chaos"),
  APS(
      "aps",
      "/authentication/v2/authorize",
      "/authentication/v2/token",
      "/userinfo",
      "data:read user-profile:read"),
  ACME("oidc", "/authorize", "/token", "/userinfo", "openid offline_access");

  private final String provider;
  private final String authorize;
  private final String token;
  private final String userInfo;
  private final String scope;

  Site(String provider, String authorize, String token, String userInfo, String scope) {
    this.provider = provider;
    this.authorize = authorize;
    this.token = token;
    this.userInfo = userInfo;
    this.scope = scope;
  }

  String provider() {
    return provider;
  }

  String scope() {
    return scope;
  }

  URI authorize(URI sandbox) {
    return at(sandbox, authorize);
  }

  URI token(URI sandbox) {
    return at(sandbox, token);
  }

  URI userInfo(URI sandbox) {
    return at(sandbox, userInfo);
  }

  private URI at(URI sandbox, String path) {
    return sandbox.resolve("/" + provider + path);
  }
}
