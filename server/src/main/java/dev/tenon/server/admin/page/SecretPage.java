package dev.tenon.server.admin.page;

/// Shows something that is shown once.
///
/// @param what it is: its label
/// @param secret the thing itself
/// @param back path of where it belongs
public record SecretPage(
    Frame frame, String heading, String text, String what, String secret, String back) {}
