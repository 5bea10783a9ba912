package dev.tenon.connection;

import dev.tenon.access.UserId;
import dev.tenon.access.WorkspaceId;
import java.time.Instant;
import java.util.Optional;

/// An end user of the workspace.
public record User(
    WorkspaceId workspace,
    UserId id,
    Optional<String> name,
    Optional<String> email,
    Instant createdAt) {}
