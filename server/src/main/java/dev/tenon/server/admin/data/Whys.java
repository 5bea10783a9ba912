package dev.tenon.server.admin.data;

import dev.tenon.call.ApiResult;
import dev.tenon.resource.ListingSummary.Missing;
import dev.tenon.resource.NothingFitsException;
import dev.tenon.resource.ResourceListings.Planned;
import dev.tenon.resource.ResourceListings.RefusedException;
import dev.tenon.server.admin.page.Words;
import dev.tenon.token.TokenResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Why something cannot be read, and whose turn it is, for members. Pure.
final class Whys {
  private static final int MOST_NAMES = 6;

  private Whys() {}

  /// Why a listing cannot begin; empty where it can.
  static Optional<String> of(Planned planned) {
    return switch (planned) {
      case Planned.Ready _ -> Optional.empty();
      case Planned.NoConnection _ ->
          Optional.of("The app may not use this connection. An admin can change that.");
      case Planned.NoToken(TokenResult reason) -> Optional.of(of(reason));
      case Planned.NoResource _ -> Optional.of("The connector has no such resource any more.");
      case Planned.NoParameter(String asked, var _) ->
          Optional.of("“%s” narrows nothing here.".formatted(asked));
    };
  }

  /// Why a listing broke.
  static String of(Exception failure) {
    return switch (failure) {
      case NothingFitsException it ->
          it.there().isEmpty()
              ? "The user sees no %s “%s”, nor any other.".formatted(it.word(), it.wanted())
              : "The user sees no %s “%s”. There %s: %s."
                  .formatted(
                      it.word(),
                      it.wanted(),
                      it.there().size() == 1 ? "is" : "are",
                      names(it.there()));
      case RefusedException it -> of(it.result());
      default -> "Something broke in the hub while the list was read. The log says what.";
    };
  }

  private static String names(List<String> there) {
    String first = String.join(", ", there.stream().limit(MOST_NAMES).toList());
    return there.size() > MOST_NAMES
        ? first + " and " + Words.number(there.size() - (long) MOST_NAMES) + " more"
        : first;
  }

  static String of(ApiResult result) {
    return switch (result) {
      case ApiResult.NoToken(TokenResult reason) -> of(reason);
      case ApiResult.NotAllowed _ ->
          "The app’s allowed calls do not include this. An admin can change them, or choose another"
              + " app.";
      case ApiResult.NotCallable(String problem) -> "An admin’s turn: " + problem;
      case ApiResult.RegionUnknown(String asked, var _) ->
          "The connector has no region “%s”.".formatted(asked);
      case ApiResult.AskLater(Duration after) ->
          "The provider wants to be left alone for %s. Try again then."
              .formatted(Words.length(after));
      case ApiResult.NotSent(String detail) ->
          "The provider cannot be reached (%s). Try again in a moment.".formatted(detail);
      case ApiResult.NoAnswer(String detail, boolean _) ->
          "The provider does not answer (%s). Try again in a moment.".formatted(detail);
      case ApiResult.Answered _, ApiResult.BodyFailed _ ->
          throw new IllegalStateException("no refusal: " + result.getClass());
    };
  }

  static String of(TokenResult reason) {
    return switch (reason) {
      case TokenResult.Issued _ -> throw new IllegalStateException("a token is no problem: a bug");
      case TokenResult.IntegrationNotFound _ -> "The OAuth client is gone.";
      case TokenResult.IntegrationNotAssigned _ ->
          "The app may not use this OAuth client. An admin can assign it.";
      case TokenResult.UserRequired _ -> "No user holds this connection.";
      case TokenResult.ConnectRequired it -> "The user’s turn: " + it.message();
      case TokenResult.ProviderUnavailable it ->
          "Nobody’s turn: %s Try again in %s."
              .formatted(it.message(), Words.length(it.retryAfter()));
      case TokenResult.OAuthClientRejected(String message) -> "An admin’s turn: " + message;
      case TokenResult.HubFault(String message) -> "The operator’s turn: " + message;
    };
  }

  static String of(Missing missing) {
    String where =
        missing.region().map(it -> " in " + it).orElse("")
            + missing.parent().map(it -> " below " + it).orElse("");
    return "%s%s: %s (%s)".formatted(missing.resource(), where, missing.detail(), missing.code());
  }
}
