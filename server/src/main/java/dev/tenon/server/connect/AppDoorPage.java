package dev.tenon.server.connect;

/// Asks whoever holds a page's link to open it here: from then on no other browser does.
///
/// @param action path that the form posts to
/// @param token that the form carries
record AppDoorPage(Frame frame, String app, String user, String action, String token) {}
