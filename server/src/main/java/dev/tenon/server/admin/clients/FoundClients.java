package dev.tenon.server.admin.clients;

import dev.tenon.client.OAuthClient;
import dev.tenon.client.OAuthClientStore;
import dev.tenon.server.admin.page.Guard;
import dev.tenon.server.admin.page.Visit;
import dev.tenon.server.http.Answer;
import java.util.Optional;
import java.util.function.BiFunction;

/// Finds the OAuth client that a path names.
record FoundClients(OAuthClientStore clients) {
  /// Answers with `work` on the client, or says that there is none.
  Guard.VisitEndpoint on(BiFunction<Visit, OAuthClient, Answer> work) {
    return visit ->
        find(visit).map(it -> work.apply(visit, it)).orElseGet(() -> visit.unknown("OAuth client"));
  }

  private Optional<OAuthClient> find(Visit visit) {
    return ClientPaths.name(visit.request().pathParameter("name"))
        .flatMap(it -> clients.find(visit.workspace(), it));
  }
}
