package dev.tenon.server.proxy;

import dev.tenon.access.Caller;
import dev.tenon.call.ApiResult;
import dev.tenon.resource.ListingWish;
import dev.tenon.resource.ResourceListings.Planned;
import dev.tenon.server.http.Problem;
import dev.tenon.token.TokenAsk;
import dev.tenon.token.TokenResult;
import java.util.List;
import java.util.Optional;

/// What keeps a list from beginning, for whoever asked.
///
/// @param reasons says why there is no token
record ListingProblems(NoTokenProblems reasons) {
  Problem noToken(TokenResult reason, Caller.App app, TokenAsk ask) {
    return reasons.of(reason, app, ask);
  }

  Problem refused(ApiResult result, Caller.App app, TokenAsk ask) {
    return switch (result) {
      case ApiResult.NoToken reason -> noToken(reason.reason(), app, ask);
      case ApiResult.NotAllowed rules -> ProxyProblems.notAllowed(rules.allowed());
      case ApiResult.NotCallable not -> ProxyProblems.notCallable(not.problem());
      case ApiResult.RegionUnknown region -> ProxyProblems.regionUnknown(region);
      case ApiResult.AskLater later -> ProxyProblems.askLater(later.retryAfter());
      case ApiResult.NotSent not -> ProxyProblems.notSent(not.detail());
      case ApiResult.NoAnswer none -> ProxyProblems.noAnswer(none);
      case ApiResult.Answered _, ApiResult.BodyFailed _ ->
          throw new IllegalStateException("no refusal: " + result.getClass());
    };
  }

  static Problem unknown() {
    return Problem.of(404, "not_found", "There is no such thing", "There is no such connection.");
  }

  static Problem noResource(ListingWish wish, List<String> known) {
    return Problem.of(
            404,
            "resource_not_found",
            "The provider has no such resource",
            "The connector declares no resource '%s'. It has: %s."
                .formatted(
                    wish.resource().replaceAll("[^A-Za-z0-9_-]", "?"), String.join(", ", known)))
        .with("resources", known);
  }

  static Problem noParameter(Planned.NoParameter it) {
    String words = it.known().isEmpty() ? "nothing" : String.join(", ", it.known());
    return ProxyProblems.invalid(
            "'%s' narrows nothing here: a list can be narrowed by %s, and has format, limit and partial."
                .formatted(it.asked().replaceAll("[^A-Za-z0-9_-]", "?"), words))
        .with("parameters", it.known());
  }

  static Problem nothingFits(String word, String wanted, List<String> there) {
    Optional<String> nearest = dev.tenon.client.Nearest.of(wanted, there);
    return Problem.of(
            404,
            "item_not_found",
            "There is no such item",
            "The user sees no %s of that id or name%s."
                .formatted(word, nearest.map(name -> "; did you mean '" + name + "'?").orElse("")))
        .with("nearest", nearest.map(List::of).orElse(List.of()));
  }
}
