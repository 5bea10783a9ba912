package dev.tenon.server.admin.connections;

import dev.tenon.server.admin.page.Frame;
import dev.tenon.server.admin.page.Words;

/// Shows a connect link, once.
///
/// @param url for the user
/// @param status path of the page that says what has become of it
/// @param asksCode whether the user gets a code that somebody has to type there
record LinkMade(
    Frame frame, String user, String url, Words.When ends, String status, boolean asksCode) {}
