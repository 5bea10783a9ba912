package dev.tenon.connector;

import java.net.URI;
import java.util.Optional;

/// Something an admin must have or do at the provider before a connection can work.
///
/// @param text one sentence
/// @param link where to do it
public record Prerequisite(String text, Optional<URI> link) {}
