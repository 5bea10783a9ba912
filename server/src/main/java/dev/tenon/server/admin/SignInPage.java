package dev.tenon.server.admin;

import dev.tenon.server.admin.page.Frame;
import java.util.Optional;

/// The page where members sign in.
///
/// @param action path that the form posts to
/// @param token of the form
/// @param next where to go afterwards; may be empty
/// @param email what was typed before
/// @param workspace what was typed before, where several workspaces are there
/// @param passkey where browsers make passkeys for the hub's address
/// @param provider path that leads to the workspace's provider, where it is known and has one
/// @param asksWorkspace whether the workspace has to be named before its provider is known
/// @param problem why it did not work
/// @param said what happened before
/// @param nobody whether the hub has no member at all yet
record SignInPage(
    Frame.Head head,
    String action,
    String token,
    String next,
    String email,
    Optional<String> workspace,
    Optional<PasskeyAsk> passkey,
    Optional<String> provider,
    boolean asksWorkspace,
    Optional<String> problem,
    Optional<String> said,
    boolean nobody) {}
