package dev.tenon.server.api;

import dev.tenon.access.AppName;
import dev.tenon.access.Caller;
import dev.tenon.access.UserId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.app.App;
import dev.tenon.app.AppStore;
import dev.tenon.client.IntegrationName;
import dev.tenon.connect.ConnectLink;
import dev.tenon.connect.ConnectLinks;
import dev.tenon.connect.ConnectLinks.Creation;
import dev.tenon.connect.LinkDraft;
import dev.tenon.token.TokenAsk;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The link that a refused request for a token sends its user to. One that was made is given again
/// while it is unused and more than half of its life is left, so that an app that asks again and
/// again makes no rows. Remembers a bounded number; safe for use by any thread.
public final class ConnectPrompts {
  private static final int MOST = 10_000;

  private final ConnectLinks links;
  private final AppStore apps;
  private final Clock clock;
  private final Map<Key, Prompt> made = new LinkedHashMap<>();

  /// Makes links by `links`; they return to the app's first registered address.
  public ConnectPrompts(ConnectLinks links, AppStore apps, Clock clock) {
    this.links = links;
    this.apps = apps;
    this.clock = clock;
  }

  /// Where the user of `ask` connects; empty where no user takes part or no link can be made.
  public Optional<URI> url(Caller caller, TokenAsk ask) {
    return caller instanceof Caller.App app
        ? ask.user().flatMap(user -> url(app, new Key(app, ask.integration(), user)))
        : Optional.empty();
  }

  private Optional<URI> url(Caller.App app, Key key) {
    return known(key)
        .filter(prompt -> isGood(app, prompt))
        .map(Prompt::url)
        .or(() -> make(app, key));
  }

  private boolean isGood(Caller.App app, Prompt prompt) {
    Instant now = clock.instant();
    Duration left = Duration.between(now, prompt.link().expiresAt());
    Duration life = Duration.between(prompt.link().createdAt(), prompt.link().expiresAt());
    return left.multipliedBy(2).compareTo(life) > 0
        && links
            .find(app, prompt.link().id())
            .filter(link -> link.expiresAt().isAfter(now) && link.uses() < link.maxUses())
            .isPresent();
  }

  private Optional<URI> make(Caller.App app, Key key) {
    Optional<String> returnUrl =
        apps.find(app.workspace(), app.name()).map(App::returnUrls).orElse(List.of()).stream()
            .findFirst()
            .map(URI::toString);
    LinkDraft draft =
        new LinkDraft(
            List.of(key.integration()), key.user(), returnUrl, Optional.empty(), Optional.empty());
    return switch (links.create(app, draft)) {
      case Creation.Created(ConnectLink link, URI url) -> {
        remember(key, new Prompt(link, url));
        yield Optional.of(url);
      }
      case Creation.IntegrationUnknown _, Creation.IntegrationNotAssigned _, Creation.Invalid _ ->
          Optional.empty();
    };
  }

  private Optional<Prompt> known(Key key) {
    synchronized (made) {
      return Optional.ofNullable(made.get(key));
    }
  }

  private void remember(Key key, Prompt prompt) {
    synchronized (made) {
      made.remove(key);
      made.put(key, prompt);
      if (made.size() > MOST) {
        made.remove(made.keySet().iterator().next());
      }
    }
  }

  private record Key(WorkspaceId workspace, AppName app, IntegrationName integration, UserId user) {
    Key(Caller.App app, IntegrationName integration, UserId user) {
      this(app.workspace(), app.name(), integration, user);
    }
  }

  /// The address holds the link's secret, so this does not print.
  private record Prompt(ConnectLink link, URI url) {
    @Override
    public String toString() {
      return "Prompt[" + link.id() + ", ***]";
    }
  }
}
