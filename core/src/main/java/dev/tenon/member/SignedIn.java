package dev.tenon.member;

import dev.tenon.access.SessionKey;

/// Somebody who has just signed in.
///
/// @param key for the cookie of their browser
public record SignedIn(SessionKey key, Member member) {}
