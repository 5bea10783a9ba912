package dev.tenon.server.connect;

/// What every page has.
///
/// @param title of the window
/// @param stylesheet path
/// @param icon path
record Frame(String title, String stylesheet, String icon) {}
