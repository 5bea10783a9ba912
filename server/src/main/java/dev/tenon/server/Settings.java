package dev.tenon.server;

import dev.tenon.secret.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How the hub is set up. Read by [SettingsReader]: flags first, then the environment, then
/// `tenon.yaml`.
///
/// @param bindAddress `TENON_BIND_ADDRESS`: the address to listen on; all of them unless said
///   otherwise
/// @param port `TENON_PORT`; 0 takes any free one
/// @param baseUrl `TENON_BASE_URL`: how browsers and providers reach the hub, without a final
///   slash; empty: `http://localhost:` and the port
/// @param dataDirectory `TENON_DATA_DIR`
/// @param databaseUrl `TENON_DATABASE_URL`; empty: SQLite in the data directory
/// @param masterKey `TENON_MASTER_KEY`; empty: the key file in the data directory, made at first
///   start
/// @param adminKey `TENON_ADMIN_KEY`: the first workspace's admin key
/// @param allowPrivateAddresses `TENON_ALLOW_PRIVATE_ADDRESSES`: hosts and CIDRs that provider URLs
///   may resolve to although they are private
/// @param proxyBodyBytes `TENON_PROXY_MAX_BODY_BYTES`: the largest body that the proxy passes, in
///   either direction
public record Settings(
    String bindAddress,
    int port,
    Optional<URI> baseUrl,
    Path dataDirectory,
    Optional<String> databaseUrl,
    Optional<Secret> masterKey,
    Optional<Secret> adminKey,
    List<String> allowPrivateAddresses,
    long proxyBodyBytes) {
  /// 10 GiB.
  public static final long PROXY_BODY_BYTES = 10L << 30;

  public Settings {
    allowPrivateAddresses = List.copyOf(allowPrivateAddresses);
  }

  /// Reads the settings; see [SettingsReader].
  public static SettingsReader.Result read(
      Map<String, String> flags, Map<String, String> environment, Path workingDirectory) {
    return SettingsReader.read(flags, environment, workingDirectory);
  }

  /// The redirect URI that is registered at providers.
  public static final String CALLBACK_PATH = "/api/integrations/oauth2/callback/";
}
