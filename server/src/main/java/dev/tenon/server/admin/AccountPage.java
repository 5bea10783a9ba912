package dev.tenon.server.admin;

import dev.tenon.server.admin.page.Frame;
import java.util.Optional;

/// What a member sees of themselves.
///
/// @param hasPassphrase whether they have one already
record AccountPage(
    Frame frame,
    String action,
    String name,
    String email,
    String role,
    boolean hasPassphrase,
    int shortest,
    Optional<String> nameProblem,
    Optional<String> passphraseProblem,
    Optional<String> currentProblem) {}
