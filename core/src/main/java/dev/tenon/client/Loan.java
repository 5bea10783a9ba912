package dev.tenon.client;

import dev.tenon.access.WorkspaceId;

/// That an OAuth client stands for the public one of another workspace. The row of the borrower
/// says whose it is and nothing of what it holds: that is read with it, as it is at that moment.
///
/// @param lender the workspace that owns the connector and made its client public
/// @param client the lender's client
/// @param provider the lender's name for people
/// @param version of the lender's client as it was read; 0 where the loan is over
/// @param isOpen whether it is public still
public record Loan(
    WorkspaceId lender, OAuthClientId client, String provider, long version, boolean isOpen) {

  /// A loan of which nothing is known yet but whose it is.
  public static Loan of(WorkspaceId lender, OAuthClientId client) {
    return new Loan(lender, client, lender.value(), 0, false);
  }

  /// Who provides the client, for people: name and id.
  public String providedBy() {
    return provider.equals(lender.value()) ? provider : "%s (%s)".formatted(provider, lender);
  }
}
