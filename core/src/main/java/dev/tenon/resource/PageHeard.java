package dev.tenon.resource;

import java.util.Optional;

/// What the last page said of the next one.
///
/// @param contentRange the header `Content-Range`
/// @param link the header `Link`
/// @param items how many there were
record PageHeard(
    int status,
    Optional<String> contentRange,
    Optional<String> link,
    int items,
    ResourceItem around) {}
