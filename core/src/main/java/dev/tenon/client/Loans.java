package dev.tenon.client;

import dev.tenon.connector.Connectors;
import java.util.Optional;

/// Why a borrowed OAuth client cannot be used: whose turn it is, and nothing that is the lender's.
final class Loans {
  private Loans() {}

  /// What keeps `client` from being used at all, or empty when nothing does or it is the
  /// workspace's own. Only the owner of a connector lends clients of it.
  static Optional<String> problem(OAuthClient client, Connectors connectors) {
    return client
        .loan()
        .flatMap(
            loan -> {
              if (!loan.isOpen()) {
                return Optional.of(
                    ("The OAuth client is not public any more: %s, which provided it, made it private"
                            + " or deleted it. Ask there, or register one of your own")
                        .formatted(loan.providedBy()));
              }
              return connectors.isOwn(loan.lender(), client.connector())
                  ? Optional.empty()
                  : Optional.of(
                      "The connector %s is not there any more: %s, which owned it, brings it back"
                          .formatted(client.connector(), loan.providedBy()));
            });
  }

  /// Why it cannot be used as the lender entered it.
  static String notAsItIs(Loan loan) {
    return "The OAuth client cannot be used as it is: %s, which provides it, mends it"
        .formatted(loan.providedBy());
  }
}
