package dev.tenon.access;

import dev.tenon.secret.Fingerprint;

/// What is stored of an [ApiKey]: its SHA-256. A plain hash suffices because a key has 256 bits of
/// chance; a slow one would let anybody spend our time with made-up keys.
///
/// @param fingerprint of the key
public record HashedApiKey(Fingerprint fingerprint) {}
