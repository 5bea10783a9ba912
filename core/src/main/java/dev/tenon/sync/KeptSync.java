package dev.tenon.sync;

/// A sync with how it stands.
public record KeptSync(Sync sync, SyncStanding standing) {}
