package dev.tenon.token;

import dev.tenon.client.ResolvedClient;
import dev.tenon.connection.Connection;
import dev.tenon.connection.Grant;
import dev.tenon.connection.GrantStore.LeaseResult;
import dev.tenon.connection.Lease;
import dev.tenon.token.Spendings.Spending;

/// One refresh under its lease.
///
/// @param seen what is being refreshed
/// @param spending what is sent for it
record Flight(
    ResolvedClient client,
    Connection connection,
    Grant seen,
    Spending spending,
    LeaseResult.Leased leased) {
  Lease lease() {
    return leased.lease();
  }
}
