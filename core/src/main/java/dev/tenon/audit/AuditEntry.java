package dev.tenon.audit;

import dev.tenon.secret.Fingerprint;

/// An [AuditEvent] as it stands in the log.
///
/// @param number position in the workspace's log, from 1, without gaps
/// @param previous hash of the entry before; of nothing (64 zeros) for the first
/// @param hash SHA-256 over number, event and `previous`: an altered or removed entry breaks the
///   chain
public record AuditEntry(long number, AuditEvent event, Fingerprint previous, Fingerprint hash) {}
