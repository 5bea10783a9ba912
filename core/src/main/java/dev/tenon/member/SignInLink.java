package dev.tenon.member;

import dev.tenon.access.MemberId;
import dev.tenon.access.WorkspaceId;
import dev.tenon.secret.Fingerprint;
import java.time.Instant;
import java.util.Optional;

/// A link that signs somebody in once: a member, or whoever was invited to become one.
///
/// @param key of its address
/// @param member who is signed in; empty: whoever opens it becomes a member
/// @param role of the member that is made
/// @param email of the member that is made, where that is known; then it stays so
/// @param name of the member that is made, as a proposal; may be empty
/// @param first whether the hub made it for a workspace that has no member: over when it has one
public record SignInLink(
    SignInLinkId id,
    WorkspaceId workspace,
    Fingerprint key,
    Optional<MemberId> member,
    Role role,
    Optional<EmailAddress> email,
    String name,
    boolean first,
    Instant createdAt,
    Instant expiresAt) {}
