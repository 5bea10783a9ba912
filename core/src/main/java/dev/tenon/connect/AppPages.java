package dev.tenon.connect;

import dev.tenon.access.AppName;
import dev.tenon.access.Caller;
import dev.tenon.access.UserId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.client.IntegrationName;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.OAuthClientStore;
import dev.tenon.connect.ConnectLinks.Creation;
import dev.tenon.connect.ConnectLinks.Opening;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The page of an app for one of its users: where to connect, and what the user has. Reached by a
/// link that the app, or an admin, hands to that user; the browser that opens it first keeps it,
/// and no other gets in. Safe for use by any thread.
public final class AppPages {
  /// How long a page can be looked at when nobody says.
  public static final Duration USUAL_LIFE = Duration.ofHours(1);

  private static final String KIND = "app_page";
  private static final Duration LONGEST_LIFE = Duration.ofDays(1);
  private static final LinkLabel LABEL = new LinkLabel(KIND, Map.of());

  private final ConnectLinks links;
  private final ConnectStore store;
  private final LinkedIntegrations integrations;
  private final OAuthClientStore clients;
  private final URI baseUrl;

  /// Pages whose addresses begin with `baseUrl`, which has no final slash.
  public AppPages(
      ConnectLinks links,
      ConnectStore store,
      LinkedIntegrations integrations,
      OAuthClientStore clients,
      URI baseUrl) {
    this.links = links;
    this.store = store;
    this.integrations = integrations;
    this.clients = clients;
    this.baseUrl = baseUrl;
  }

  /// Makes a page of `app` for a user.
  ///
  /// @param wanted what it shows; empty: all that users connect for the app
  /// @param returnUrl where the user goes after connecting; empty: back to the page
  public Creation create(
      Caller caller,
      AppName app,
      UserId user,
      List<IntegrationName> wanted,
      Optional<String> returnUrl,
      Optional<Duration> life) {
    List<IntegrationName> shown = wanted.isEmpty() ? all(caller.workspace(), app) : wanted;
    LinkDraft draft =
        new LinkDraft(
            shown,
            user,
            returnUrl,
            Optional.of(life.orElse(USUAL_LIFE)),
            Optional.of(LinkDraft.MOST_USES));
    return switch (links.createFor(caller, app, draft, LONGEST_LIFE, LABEL)) {
      case Creation.Created(ConnectLink link, URI address) ->
          new Creation.Created(link, pageOf(address));
      case Creation other -> other;
    };
  }

  /// The secret is that of a link; its page has an address of its own.
  private URI pageOf(URI address) {
    String text = address.toString();
    return URI.create(baseUrl + "/apps/" + text.substring(text.lastIndexOf('/') + 1));
  }

  private List<IntegrationName> all(WorkspaceId workspace, AppName app) {
    return clients.all(workspace).stream()
        .filter(client -> client.apps().allows(app))
        .filter(integrations::isForUsers)
        .map(OAuthClient::name)
        .limit(LinkDraft.MOST_INTEGRATIONS)
        .toList();
  }

  /// Whether a link leads to a page.
  public static boolean isPage(ConnectLink link) {
    return link.app().isPresent() && link.label().filter(it -> it.kind().equals(KIND)).isPresent();
  }

  /// The link of a page that this address opens. Looking has no effect.
  public Optional<ConnectLink> open(LinkSecret secret) {
    return links.open(secret) instanceof Opening.Open(ConnectLink link) && isPage(link)
        ? Optional.of(link)
        : Optional.empty();
  }

  /// Has `browser` keep the page; false where another has it.
  public boolean keep(ConnectLink link, BrowserKey browser) {
    return store.bindLink(link.workspace(), link.id(), browser.fingerprint());
  }

  /// Whether `browser` keeps the page.
  public boolean isKeptBy(ConnectLink link, BrowserKey browser) {
    return store.isBound(link.workspace(), link.id(), browser.fingerprint());
  }
}
