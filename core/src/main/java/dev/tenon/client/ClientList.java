package dev.tenon.client;

import dev.tenon.access.WorkspaceId;
import dev.tenon.connector.Connector;
import dev.tenon.connector.ConnectorName;
import dev.tenon.connector.Connectors;
import dev.tenon.connector.DefinitionName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The OAuth clients that a workspace has, and those that it may use because another one made them
/// public; found by what an admin sees of them. Safe for use by any thread.
public final class ClientList {
  private final OAuthClientStore store;
  private final PublicClients publicClients;
  private final Connectors connectors;

  /// Those of `store`, and those that `publicClients` offers.
  public ClientList(OAuthClientStore store, PublicClients publicClients, Connectors connectors) {
    this.store = store;
    this.publicClients = publicClients;
    this.connectors = connectors;
  }

  /// Those in whose name, connector, connection definition or provider `search` stands, whatever
  /// the case. A public client that the workspace uses already is there once, as the workspace's
  /// own.
  public List<Entry> of(WorkspaceId workspace, Optional<String> search) {
    List<OAuthClient> own = store.all(workspace);
    List<Entry> all = new ArrayList<>(own.stream().map(Entry.Own::new).toList());
    publicClients.offeredTo(workspace).stream()
        .filter(it -> own.stream().noneMatch(client -> isFor(client, it)))
        .map(Entry.Offered::new)
        .forEach(all::add);
    return search
        .map(text -> all.stream().filter(entry -> isFound(entry, text)).toList())
        .orElseGet(() -> List.copyOf(all));
  }

  private static boolean isFor(OAuthClient client, PublicClient offered) {
    return client
        .loan()
        .filter(it -> it.lender().equals(offered.lender()) && it.client().equals(offered.id()))
        .isPresent();
  }

  private boolean isFound(Entry entry, String search) {
    String wanted = search.strip().toLowerCase(Locale.ROOT);
    return shown(entry).anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(wanted));
  }

  private Stream<String> shown(Entry entry) {
    return switch (entry) {
      case Entry.Own(OAuthClient client) ->
          Stream.concat(
              Stream.of(client.name().value()),
              Stream.concat(
                  client.loan().map(Loan::providedBy).stream(),
                  kind(client.home(), client.connector(), client.definition())));
      case Entry.Offered(PublicClient client) ->
          Stream.concat(
              Stream.of(client.name().value(), client.provider(), client.lender().value()),
              kind(client.lender(), client.connector(), client.definition()));
    };
  }

  private Stream<String> kind(WorkspaceId home, ConnectorName name, DefinitionName definition) {
    Optional<Connector> connector = connectors.find(home, name);
    return Stream.concat(
        Stream.of(name.value(), definition.value()),
        Stream.concat(
            connector.map(Connector::title).stream(),
            connector.flatMap(it -> it.definition(definition)).stream().map(it -> it.title())));
  }

  /// One line of the list.
  public sealed interface Entry {
    /// Of the workspace: registered there, or borrowed.
    record Own(OAuthClient client) implements Entry {}

    /// Another workspace's, which this one may use and does not yet.
    record Offered(PublicClient client) implements Entry {}

    /// Its place in the list: by name, the workspace's own first.
    default String position() {
      return switch (this) {
        case Own(OAuthClient client) -> client.name().value();
        case Offered(PublicClient client) -> client.name() + "\u0001" + client.reference();
      };
    }
  }
}
