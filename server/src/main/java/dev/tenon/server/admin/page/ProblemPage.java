package dev.tenon.server.admin.page;

/// Says to somebody who is signed in why something cannot be done.
public record ProblemPage(Frame frame, String heading, String text, String home) {}
