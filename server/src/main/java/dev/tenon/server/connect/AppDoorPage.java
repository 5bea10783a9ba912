package dev.tenon.server.connect;

/// Asks whoever holds a page's link to open it here: from then on no other browser does.
///
/// @param lead whose page it is
/// @param action path that the form posts to
/// @param token that the form carries
/// @param button what it says
/// @param after what the press does
record AppDoorPage(
    Frame frame,
    String app,
    String lead,
    String action,
    String token,
    String button,
    String after) {}
