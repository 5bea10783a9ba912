package dev.tenon.server.connect;

/// Whose turn it is, and what they do.
///
/// @param turn for example "Your turn"
/// @param text one or two sentences
record Advice(String turn, String text) {}
