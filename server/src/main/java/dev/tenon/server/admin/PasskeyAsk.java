package dev.tenon.server.admin;

/// What a page needs to have the browser use a passkey, or make one.
///
/// @param action path that the form posts to
/// @param challenge in base64url
/// @param site what passkeys are for: the hub's host
/// @param script path of what talks to the browser
record PasskeyAsk(String action, String challenge, String site, String script) {}
