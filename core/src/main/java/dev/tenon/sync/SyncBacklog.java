package dev.tenon.sync;

import java.time.Instant;
import java.util.Optional;

/// Syncs that are due and that no process runs yet, over all nodes and workspaces.
///
/// @param due how many, counted up to some bound
/// @param oldest since when the one is due that waits longest
public record SyncBacklog(long due, Optional<Instant> oldest) {}
