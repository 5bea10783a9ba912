package dev.tenon.token;

import dev.tenon.access.WorkspaceId;
import dev.tenon.connection.ConnectionId;
import dev.tenon.connection.GrantPlan;
import dev.tenon.connection.GrantTokens;

/// A provider's answer to one refresh, as it is to be stored.
///
/// @param version that the tokens are: one more than the version whose refresh token was spent
/// @param attempt the attempt that brought them
/// @param tokens sealed for their place in the store
public record JournalEntry(
    WorkspaceId workspace,
    ConnectionId connection,
    long version,
    String attempt,
    GrantTokens tokens,
    GrantPlan plan) {}
