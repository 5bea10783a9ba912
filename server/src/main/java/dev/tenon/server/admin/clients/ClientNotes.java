package dev.tenon.server.admin.clients;

import dev.tenon.access.AppName;
import dev.tenon.app.App;
import dev.tenon.client.AppAccess;
import dev.tenon.client.FieldProblem;
import dev.tenon.client.Nearest;
import dev.tenon.client.OAuthClient;
import dev.tenon.server.admin.page.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What an admin should know of an OAuth client that is in order: what core warns of, apps that are
/// named and not there, and who is left without it.
record ClientNotes(ClientParts parts) {
  private static final String ADVICE = "advice: ";

  /// As sentences.
  List<String> of(OAuthClient client) {
    List<String> all = new ArrayList<>();
    Map<String, String> titles = titles(client);
    for (FieldProblem it : parts.rules().warnings(client)) {
      // What concerns the connector alone stands on its own page.
      if (!it.field().equals("connector") || it.message().contains("gone")) {
        all.add(sentence(titles.getOrDefault(it.field(), it.field()), it.message()));
      }
    }
    all.addAll(apps(client));
    abandoned(client).ifPresent(all::add);
    return all;
  }

  private static String sentence(String title, String message) {
    String text =
        message.startsWith(ADVICE) ? message.substring(ADVICE.length()) : title + " " + message;
    return text.endsWith(".") ? text : text + ".";
  }

  private Map<String, String> titles(OAuthClient client) {
    Map<String, String> titles =
        new HashMap<>(
            Map.of(
                "connector", "The connector",
                "secrets", "The list of secrets",
                "public", "Public",
                "uses", "The loan"));
    parts
        .connectors()
        .find(client.home(), client.connector())
        .ifPresent(
            connector ->
                connector
                    .definition(client.definition())
                    .ifPresent(
                        it -> titles.putAll(new ClientFields(connector, it, false).titles())));
    return titles;
  }

  private List<String> apps(OAuthClient client) {
    if (!(client.apps() instanceof AppAccess.Only(Set<AppName> names))) {
      return List.of();
    }
    List<String> there =
        parts.apps().all(client.workspace()).stream().map(App::name).map(AppName::value).toList();
    return names.stream()
        .map(AppName::value)
        .filter(it -> !there.contains(it))
        .sorted()
        .map(
            it ->
                "“%s” may use it, and there is no such app yet%s."
                    .formatted(it, Nearest.hint(it, there)))
        .toList();
  }

  private Optional<String> abandoned(OAuthClient client) {
    int borrowers =
        client.lent() || client.loan().isPresent()
            ? 0
            : parts.clients().borrowers(client.workspace(), client.id());
    return borrowers == 0
        ? Optional.empty()
        : Optional.of(
            "It is not public any more, and %s: their connections fail until it is public again."
                .formatted(
                    Words.count(borrowers, "other workspace uses it", "other workspaces use it")));
  }
}
