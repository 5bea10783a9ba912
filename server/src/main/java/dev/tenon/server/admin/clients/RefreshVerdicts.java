package dev.tenon.server.admin.clients;

import dev.tenon.connection.Turn;
import dev.tenon.token.TokenResult;

/// What stands in the way of a refresh, told to an admin. Pure.
final class RefreshVerdicts {
  private RefreshVerdicts() {}

  static Verdict of(TokenResult why) {
    Turn turn =
        switch (why) {
          case TokenResult.OAuthClientRejected _,
              TokenResult.IntegrationNotAssigned _,
              TokenResult.IntegrationNotFound _ ->
              Turn.ADMIN;
          case TokenResult.ConnectRequired _, TokenResult.UserRequired _ -> Turn.USER;
          case TokenResult.ProviderUnavailable _, TokenResult.Issued _ -> Turn.NOBODY;
          case TokenResult.HubFault _ -> Turn.OPERATOR;
        };
    String text =
        switch (why) {
          case TokenResult.OAuthClientRejected(String message) -> message;
          case TokenResult.ConnectRequired required -> required.message();
          case TokenResult.ProviderUnavailable away -> away.message();
          case TokenResult.HubFault(String message) -> message;
          case TokenResult.IntegrationNotAssigned _,
              TokenResult.IntegrationNotFound _,
              TokenResult.UserRequired _,
              TokenResult.Issued _ ->
              "The OAuth client was changed meanwhile.";
        };
    String advice =
        switch (turn) {
          case ADMIN -> "Compare secret and client authentication with what the provider says.";
          case USER -> "Test again: the provider does not accept its own refresh token any more.";
          case NOBODY -> "Try again in a few minutes.";
          case OPERATOR, DEVELOPER -> "The operator looks at the hub’s log.";
        };
    return new Verdict(TestSteps.REFRESH, Verdict.turn(turn), text, advice);
  }
}
