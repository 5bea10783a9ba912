package dev.tenon.connect;

import dev.tenon.oauth.CodeVerifier;
import java.util.Optional;

/// A trip that has come back: taken from the store, so that it comes back once.
///
/// @param verifier empty where the provider refuses PKCE, or there was no provider to go to
record Trip(ConnectSession session, Optional<CodeVerifier> verifier) {}
