package dev.tenon.sync;

import dev.tenon.access.WorkspaceId;

/// The right to write for a run, until another process takes the run up.
///
/// @param run the number of the run
/// @param number grows with each process
public record Fence(WorkspaceId workspace, SyncId sync, long run, long number) {}
