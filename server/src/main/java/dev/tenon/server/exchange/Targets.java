package dev.tenon.server.exchange;

import dev.tenon.client.IntegrationName;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which integration a request is for: `audience` is its name, `resource` its address under this
/// hub's proxy (RFC 8693 §2.1, RFC 8707 §2). All that is said must name one and the same.
final class Targets {
  private final String proxy;

  /// Of the hub at `hub`.
  Targets(URI hub) {
    this.proxy = hub.toString().replaceAll("/+$", "") + "/proxy/";
  }

  /// The integration that `form` names; whether there is one is another question.
  IntegrationName of(TokenForm form) {
    List<String> audiences = form.targets("audience");
    List<String> resources = form.targets("resource");
    if (audiences.isEmpty() && resources.isEmpty()) {
      throw OAuthError.invalidRequest(
              "Name the integration: its name in 'audience', or its address under /proxy/ in"
                  + " 'resource'.")
          .exception();
    }
    Set<Optional<IntegrationName>> named =
        Stream.concat(audiences.stream().map(Targets::name), resources.stream().map(this::resource))
            .collect(Collectors.toSet());
    if (named.size() > 1) {
      throw OAuthError.of(
              400, "invalid_target", "A token is for one integration; several are named.")
          .exception();
    }
    return named.iterator().next().orElseThrow(() -> OAuthError.invalidTarget().exception());
  }

  private Optional<IntegrationName> resource(String text) {
    if (!text.startsWith(proxy) || text.indexOf('#') >= 0) {
      return Optional.empty();
    }
    String rest = text.substring(proxy.length());
    int slash = rest.indexOf('/');
    try {
      String path = new URI("/" + (slash < 0 ? rest : rest.substring(0, slash))).getPath();
      return name(path.substring(1));
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
  }

  private static Optional<IntegrationName> name(String text) {
    try {
      return Optional.of(new IntegrationName(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
