package dev.tenon.server.connect;

import dev.tenon.access.AppName;
import dev.tenon.access.Caller;
import dev.tenon.access.KeyId;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.OAuthClientStore;
import dev.tenon.connect.ConnectLink;
import dev.tenon.connect.Offer;
import dev.tenon.connection.Connection;
import dev.tenon.connection.ConnectionStore;
import dev.tenon.connection.Owner;
import dev.tenon.connector.ResourceDefinition;
import dev.tenon.connector.ResourceDefinition.Column;
import dev.tenon.oauth.Scope;
import dev.tenon.resource.Cells;
import dev.tenon.resource.ListingWish;
import dev.tenon.resource.ReadList;
import dev.tenon.resource.ReadList.Progress;
import dev.tenon.resource.ReadLists;
import dev.tenon.resource.ResourceListings;
import dev.tenon.resource.ResourceListings.Planned;
import dev.tenon.server.connect.AppPage.Table;
import dev.tenon.token.TokenAsk;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// What a user has at a provider, as tables: the outermost things that the connector can list. Read
/// as the app would read them, by its rules. Safe for use by any thread.
public final class AppTables {
  /// In the place of an API key in the audit log.
  private static final KeyId KEY = new KeyId("key_page");

  private static final int MOST_ROWS = 50;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final ConnectionStore connections;
  private final OAuthClientStore clients;
  private final ResourceListings listings;
  private final ReadLists lists;

  /// Tables of what `listings` list through `connections`.
  public AppTables(
      ConnectionStore connections,
      OAuthClientStore clients,
      ResourceListings listings,
      ReadLists lists) {
    this.connections = connections;
    this.clients = clients;
    this.listings = listings;
    this.lists = lists;
  }

  /// The tables of one of the link's integrations; none where the user has not connected it.
  List<Table> of(Words words, ConnectLink link, Offer offer) {
    AppName app = link.app().orElseThrow();
    Caller.App caller = new Caller.App(link.workspace(), KEY, app);
    Optional<Connection> connection =
        clients
            .find(link.workspace(), offer.integration())
            .map(OAuthClient::id)
            .flatMap(id -> connections.find(link.workspace(), id, new Owner.User(link.user())));
    if (connection.isEmpty()) {
      return List.of();
    }
    TokenAsk ask =
        new TokenAsk(
            offer.integration(), Optional.of(link.user()), TokenAsk.DEFAULT_MIN_TTL, Scope.none());
    List<ResourceDefinition> outermost =
        listings.of(caller, connection.get().id()).orElse(List.of()).stream()
            .filter(ResourceDefinition::isOutermost)
            .toList();
    Connection read = connection.get();
    List<Table> tables = new ArrayList<>();
    // Some are on their way at once, so that a slow one is waited for together with others.
    for (int i = 0; i < outermost.size(); i += ReadLists.MOST_AT_ONCE) {
      List<ResourceDefinition> some =
          outermost.subList(i, Math.min(i + ReadLists.MOST_AT_ONCE, outermost.size()));
      some.forEach(it -> begun(caller, read, ask, it));
      some.forEach(it -> tables.add(table(words, offer, it, begun(caller, read, ask, it))));
    }
    return tables;
  }

  /// What is read of the resource; empty where it cannot be read now.
  private Optional<ReadList> begun(
      Caller.App caller, Connection connection, TokenAsk ask, ResourceDefinition resource) {
    ReadLists.Key key =
        new ReadLists.Key(
            connection.workspace(), connection.id(), caller.name(), resource.name(), Map.of());
    ListingWish wish = new ListingWish(resource.name(), Map.of(), OptionalLong.empty());
    return lists
        .find(key)
        .or(
            () ->
                listings.plan(caller, connection.id(), ask, wish) instanceof Planned.Ready ready
                    ? lists.begin(key, ready::listing)
                    : Optional.empty());
  }

  private static Table table(
      Words words, Offer offer, ResourceDefinition resource, Optional<ReadList> list) {
    List<List<String>> rows = new ArrayList<>();
    Optional<Progress> progress = list.map(it -> it.progress(PATIENCE));
    progress.ifPresent(it -> fill(words, rows, resource, it));
    Phrase title = Phrase.said(offer.translations(), resource.title(), words.language());
    return new Table(
        title,
        words.say("app_page.table", Map.of("table", title.text(), "provider", offer.title())),
        progress.isEmpty() ? List.of() : heads(words, offer, resource),
        rows,
        words.say("app_page.none"),
        progress.isEmpty()
            ? Optional.of(words.say("app_page.not_now"))
            : note(words, progress.get()));
  }

  private static List<Phrase> heads(Words words, Offer offer, ResourceDefinition resource) {
    return resource.columns().stream()
        .map(it -> Phrase.said(offer.translations(), it.title(), words.language()))
        .toList();
  }

  private static void fill(
      Words words, List<List<String>> rows, ResourceDefinition resource, Progress progress) {
    progress.items().stream()
        .limit(MOST_ROWS)
        .forEach(
            item ->
                rows.add(
                    resource.columns().stream()
                        .map(column -> shown(words, Cells.text(item.item(), column), column))
                        .toList()));
  }

  /// As it came, but a moment as its day, and true and false in words.
  private static String shown(Words words, String text, Column column) {
    if (column.type().equals("boolean")) {
      return switch (text) {
        case "true" -> words.say("app_page.yes");
        case "false" -> words.say("app_page.no");
        default -> text;
      };
    }
    if (!column.type().equals("date") || !text.matches("\\d{4}-\\d{2}-\\d{2}T.*")) {
      return text;
    }
    try {
      LocalDate day = LocalDate.parse(text.substring(0, text.indexOf('T')));
      return words.day(day.atStartOfDay(ZoneOffset.UTC).toInstant());
    } catch (DateTimeParseException _) {
      return text;
    }
  }

  private static Optional<String> note(Words words, Progress progress) {
    if (progress.failure().isPresent()) {
      return Optional.of(words.say("app_page.not_now"));
    }
    if (!progress.over()) {
      return Optional.of(words.say("app_page.coming"));
    }
    if (progress.summary().filter(it -> !it.isComplete()).isPresent()) {
      return Optional.of(words.say("app_page.part"));
    }
    return progress.items().size() > MOST_ROWS || progress.more()
        ? Optional.of(words.say("app_page.first", Map.of("count", words.number(MOST_ROWS))))
        : Optional.empty();
  }
}
