package dev.tenon.connection;

import dev.tenon.access.WorkspaceId;

/// The right to refresh one grant, for a while. Lost when its time is over by the database's clock
/// and another takes it; the fence then keeps the late holder from writing.
///
/// @param version of the grant that is being refreshed
/// @param fence grows with every lease of this grant
/// @param attempt id of the attempt that was written with it
public record Lease(
    WorkspaceId workspace, ConnectionId connection, long version, long fence, String attempt) {}
