package dev.tenon.client;

import java.time.Instant;

/// That a provider rejected an OAuth client and has not accepted it since.
///
/// @param at since when
/// @param message one sentence for people; never holds a secret
/// @param version of the client that was rejected; the client may have been changed since
public record ClientRejection(Instant at, String message, long version) {}
