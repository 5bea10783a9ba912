package dev.tenon.server.admin.connections;

import dev.tenon.server.admin.page.Frame;

/// What came of something that cannot be told in one fixed sentence.
record ToldPage(Frame frame, String heading, String text, String back, String button) {}
