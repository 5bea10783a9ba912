package dev.tenon.server.admin;

/// Says to somebody who is signed in why something cannot be done.
record ProblemPage(Frame frame, String heading, String text, String home) {}
