package dev.tenon.sync;

/// How the syncs of all workspaces stand.
///
/// @param failing whose newest run was not complete
/// @param records that are kept and not deleted
public record SyncFigures(long failing, long records) {}
