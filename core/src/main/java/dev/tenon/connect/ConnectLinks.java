package dev.tenon.connect;

import dev.tenon.access.AppName;
import dev.tenon.access.Caller;
import dev.tenon.access.WorkspaceId;
import dev.tenon.app.App;
import dev.tenon.app.AppStore;
import dev.tenon.audit.Actor;
import dev.tenon.audit.AuditEvent;
import dev.tenon.client.IntegrationName;
import dev.tenon.client.OAuthClient;
import dev.tenon.oauth.Account;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// Makes, opens and ends connect links. Safe for use by any thread.
public final class ConnectLinks {
  private final ConnectStore store;
  private final LinkedIntegrations integrations;
  private final AppStore apps;
  private final URI baseUrl;
  private final Clock clock;
  private final RandomGenerator random;

  /// Links whose addresses begin with `baseUrl`, which has no final slash.
  public ConnectLinks(
      ConnectStore store,
      LinkedIntegrations integrations,
      AppStore apps,
      URI baseUrl,
      Clock clock,
      RandomGenerator random) {
    this.store = store;
    this.integrations = integrations;
    this.apps = apps;
    this.baseUrl = baseUrl;
    this.clock = clock;
    this.random = random;
  }

  /// Makes a link as `draft` wishes. An app's link leads only to integrations that the app may use.
  public Creation create(Caller caller, LinkDraft draft) {
    return create(caller, appOf(caller), draft, LinkDraft.LONGEST_LIFE, Optional.empty());
  }

  private Creation create(
      Caller caller,
      Optional<AppName> app,
      LinkDraft draft,
      Duration longest,
      Optional<LinkLabel> label) {
    Map<String, String> problems = problems(caller.workspace(), app, draft, longest);
    if (!problems.isEmpty()) {
      return new Creation.Invalid(problems);
    }
    for (IntegrationName name : draft.integrations()) {
      Optional<OAuthClient> client = integrations.find(caller.workspace(), name);
      if (client.isEmpty()) {
        return new Creation.IntegrationUnknown(name);
      }
      if (app.isPresent() && !client.get().apps().allows(app.get())) {
        return new Creation.IntegrationNotAssigned(name, app.get());
      }
      if (!integrations.isForUsers(client.get())) {
        return new Creation.Invalid(
            Map.of("integrations", name + " belongs to the app itself: no user connects it"));
      }
    }
    return insert(caller, app, draft, label);
  }

  /// Makes a link that may live for a year and keeps `label`: for a caller that hands out links in
  /// another product's way, and says so to whoever reads about it.
  public Creation createLasting(Caller caller, LinkDraft draft, LinkLabel label) {
    return create(caller, appOf(caller), draft, LinkDraft.LONGEST_LASTING, Optional.of(label));
  }

  /// Makes a link of `app`'s that lives for `longest` at most and keeps `label`, whoever makes it.
  Creation createFor(
      Caller caller, AppName app, LinkDraft draft, Duration longest, LinkLabel label) {
    return create(caller, Optional.of(app), draft, longest, Optional.of(label));
  }

  private Creation insert(
      Caller caller, Optional<AppName> app, LinkDraft draft, Optional<LinkLabel> label) {
    Instant now = clock.instant();
    LinkSecret secret = LinkSecret.random(random);
    ConnectLink link =
        new ConnectLink(
            ConnectLinkId.random(random),
            caller.workspace(),
            app,
            draft.user(),
            draft.integrations(),
            draft.returnUrl().map(URI::create),
            secret.fingerprint(),
            now.plus(draft.life()),
            draft.uses(),
            0,
            now,
            draft.language(),
            label);
    store.createLink(link, event(link, Actor.of(caller), "connect_link.created", now));
    return new Creation.Created(link, secret.address(baseUrl));
  }

  /// The link that this address opens. Looking has no effect.
  public Opening open(LinkSecret secret) {
    return opening(store.openLink(secret.fingerprint()));
  }

  /// Whose account waits for the confirmation of `code`, as far as is known.
  public Optional<Account> held(ConnectLink link, ConnectCode code) {
    return store
        .findPending(link.workspace(), link.id(), code.fingerprint(), clock.instant())
        .map(PendingGrant::account);
  }

  /// The link that a trip began from.
  Opening of(ConnectSession session) {
    return opening(store.findLink(session.workspace(), session.link()));
  }

  private Opening opening(Optional<ConnectLink> found) {
    if (found.isEmpty()) {
      return new Opening.Unknown();
    }
    ConnectLink link = found.get();
    boolean over = !link.expiresAt().isAfter(clock.instant()) || link.uses() >= link.maxUses();
    return over ? new Opening.Over(link) : new Opening.Open(link);
  }

  /// The link of that id where the caller made it (an admin: any of the workspace).
  public Optional<ConnectLink> find(Caller caller, ConnectLinkId id) {
    return store
        .findLink(caller.workspace(), id)
        .filter(link -> caller instanceof Caller.Admin || link.app().equals(appOf(caller)));
  }

  /// The labelled links of that kind that the caller made (an admin: all of the workspace), newest
  /// first, at most `limit`.
  public List<ConnectLink> labelled(Caller caller, String kind, int limit) {
    return store.labelled(caller.workspace(), kind, limit).stream()
        .filter(link -> caller instanceof Caller.Admin || link.app().equals(appOf(caller)))
        .toList();
  }

  /// Ends a link; false when there is none of that id that the caller may end.
  public boolean revoke(Caller caller, ConnectLinkId id) {
    Instant now = clock.instant();
    return find(caller, id)
        .map(
            link ->
                store.revokeLink(
                    link.workspace(),
                    id,
                    now,
                    event(link, Actor.of(caller), "connect_link.revoked", now)))
        .orElse(false);
  }

  private Map<String, String> problems(
      WorkspaceId workspace, Optional<AppName> app, LinkDraft draft, Duration longest) {
    Map<String, String> problems = new LinkedHashMap<>();
    if (draft.integrations().isEmpty()
        || draft.integrations().size() > LinkDraft.MOST_INTEGRATIONS) {
      problems.put("integrations", "must name 1 to " + LinkDraft.MOST_INTEGRATIONS);
    }
    if (draft.life().compareTo(LinkDraft.SHORTEST_LIFE) < 0
        || draft.life().compareTo(longest) > 0) {
      problems.put("expires_in", "must be 60 to %d seconds".formatted(longest.toSeconds()));
    }
    if (draft.uses() < 1 || draft.uses() > LinkDraft.MOST_USES) {
      problems.put("max_uses", "must be 1 to " + LinkDraft.MOST_USES);
    }
    draft
        .returnUrl()
        .flatMap(url -> ReturnUrl.problem(url, registeredReturnUrls(workspace, app)))
        .ifPresent(problem -> problems.put("return_url", problem));
    return problems;
  }

  private List<URI> registeredReturnUrls(WorkspaceId workspace, Optional<AppName> app) {
    return app.flatMap(name -> apps.find(workspace, name)).map(App::returnUrls).orElse(List.of());
  }

  private static Optional<AppName> appOf(Caller caller) {
    return switch (caller) {
      case Caller.App app -> Optional.of(app.name());
      case Caller.Admin _ -> Optional.empty();
    };
  }

  private static AuditEvent event(ConnectLink link, Actor actor, String action, Instant at) {
    String integrations =
        link.integrations().stream().map(IntegrationName::value).collect(Collectors.joining(", "));
    return new AuditEvent(
        link.workspace(),
        at,
        actor,
        action,
        link.id().value(),
        Map.of("user", link.user().value(), "integrations", integrations));
  }

  /// What came of the wish for a link.
  public sealed interface Creation {
    /// The link is there.
    ///
    /// @param url the address for the user, which holds the link's secret: shown this once
    record Created(ConnectLink link, URI url) implements Creation {}

    /// There is no integration of that name.
    record IntegrationUnknown(IntegrationName name) implements Creation {}

    /// The admin has not given that integration to the app.
    record IntegrationNotAssigned(IntegrationName name, AppName app) implements Creation {}

    /// Something is wrong with the wish.
    ///
    /// @param problems what is wrong, by the field's name in the API; all at once
    record Invalid(Map<String, String> problems) implements Creation {}
  }

  /// What an address opens.
  public sealed interface Opening {
    /// A link that can be used.
    record Open(ConnectLink link) implements Opening {}

    /// A link that is expired, revoked or used up.
    record Over(ConnectLink link) implements Opening {}

    /// Nothing.
    record Unknown() implements Opening {}
  }
}
