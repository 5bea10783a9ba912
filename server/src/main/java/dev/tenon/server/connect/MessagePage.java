package dev.tenon.server.connect;

import java.util.List;
import java.util.Optional;

/// A page that says what happened and whose turn it is.
///
/// @param steps ways on; the first is the likeliest
/// @param smallPrint for the administrator; may be empty
record MessagePage(
    Frame frame,
    String heading,
    String text,
    Optional<Advice> advice,
    List<Step> steps,
    Optional<String> smallPrint) {}
