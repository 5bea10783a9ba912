package dev.tenon.server.compat;

import dev.tenon.access.Caller;
import dev.tenon.access.UserId;
import dev.tenon.app.App;
import dev.tenon.app.AppStore;
import dev.tenon.client.ClientResolution;
import dev.tenon.client.IntegrationName;
import dev.tenon.client.OAuthClient;
import dev.tenon.connect.ConnectLink;
import dev.tenon.connect.ConnectLinks;
import dev.tenon.connect.ConnectLinks.Creation;
import dev.tenon.connect.LinkDraft;
import dev.tenon.connect.LinkLabel;
import dev.tenon.workspace.LinkVerification;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Connect links that live and serve as long as Leaf's: behind a Magic Link, and behind an API key
/// of Leaf Link. Safe for use by any thread.
final class LastingLinks {
  private static final int USES = 1000;
  private static final int MOST_INTEGRATIONS = 20;

  private final LeafDesk desk;
  private final ConnectLinks links;
  private final LeafClients clients;
  private final ClientResolution resolution;
  private final AppStore apps;

  LastingLinks(
      LeafDesk desk,
      ConnectLinks links,
      LeafClients clients,
      ClientResolution resolution,
      AppStore apps) {
    this.desk = desk;
    this.links = links;
    this.clients = clients;
    this.resolution = resolution;
    this.apps = apps;
  }

  /// Makes a link to the integrations of `providers`, of each that fit it best; none: of every one
  /// that there is.
  Made make(
      Caller caller, UserId user, List<LeafProvider> providers, Duration life, LinkLabel label) {
    Optional<String> returnUrl = returnUrl(caller);
    if (returnUrl.isEmpty()
        && desk.workspace(caller.workspace()).linkVerification() == LinkVerification.APP) {
      throw LeafProblems.refused(
          "In this workspace the app confirms who came back (link_verification is app),"
              + " and there is"
              + " no page for users to come back to: register a return_url of the app and use its"
              + " key, or set link_verification to hub or none.");
    }
    LinkDraft draft =
        new LinkDraft(
            integrations(caller, providers), user, returnUrl, Optional.of(life), Optional.of(USES));
    return switch (links.createLasting(caller, draft, label)) {
      case Creation.Created(ConnectLink link, URI url) -> new Made(link, url);
      case Creation.IntegrationUnknown _ -> throw LeafProblems.conflict();
      case Creation.IntegrationNotAssigned it -> throw LeafProblems.notAssigned(it.name().value());
      case Creation.Invalid(Map<String, String> problems) -> {
        Map.Entry<String, String> first = problems.entrySet().iterator().next();
        throw LeafProblems.invalid(first.getKey(), first.getValue());
      }
    };
  }

  private List<IntegrationName> integrations(Caller caller, List<LeafProvider> providers) {
    List<LeafProvider> wanted = providers.isEmpty() ? LeafProvider.ALL : providers;
    List<IntegrationName> names =
        wanted.stream()
            .flatMap(provider -> offered(caller, provider))
            .map(OAuthClient::name)
            .distinct()
            .limit(MOST_INTEGRATIONS)
            .toList();
    if (names.isEmpty()) {
      throw LeafProblems.noClient(wanted.getFirst());
    }
    return names;
  }

  /// The clients that fit `provider` best: Trimble's for agriculture where there is one.
  private Stream<OAuthClient> offered(Caller caller, LeafProvider provider) {
    List<OAuthClient> fitting =
        clients.of(caller.workspace(), provider).stream()
            .filter(client -> LeafClients.mayUse(caller, client) && isForUsers(client))
            .toList();
    return fitting.stream()
        .takeWhile(client -> provider.rank(client) == provider.rank(fitting.getFirst()));
  }

  private boolean isForUsers(OAuthClient client) {
    return resolution.definition(client).map(it -> it.isForUsers()).orElse(false);
  }

  private Optional<String> returnUrl(Caller caller) {
    return caller instanceof Caller.App app
        ? apps.find(app.workspace(), app.name()).map(App::returnUrls).orElse(List.of()).stream()
            .findFirst()
            .map(URI::toString)
        : Optional.empty();
  }

  boolean isOver(ConnectLink link) {
    return !link.expiresAt().isAfter(desk.now()) || link.uses() >= link.maxUses();
  }

  /// A link with the address that is shown this once.
  record Made(ConnectLink link, URI url) {
    /// The secret part of the address.
    String key() {
      String path = url.getPath();
      return path.substring(path.lastIndexOf('/') + 1);
    }

    @Override
    public String toString() {
      return "Made[" + link.id() + ", ***]";
    }
  }
}
