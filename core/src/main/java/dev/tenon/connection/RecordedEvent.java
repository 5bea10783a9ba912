package dev.tenon.connection;

/// An event as it stands in its connection's history.
///
/// @param number its place: each event has a higher one than those before it; also the `sequence`
///   of its webhook
public record RecordedEvent(long number, ConnectionEvent event) {}
