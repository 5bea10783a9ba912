package dev.tenon.server.admin.data;

import dev.tenon.server.admin.page.Frame;
import java.util.Optional;

/// A file as text.
///
/// @param cut what is said where it is longer than what is shown
record TextPage(
    Frame frame,
    String name,
    String up,
    String item,
    String download,
    String text,
    Optional<String> cut) {}
