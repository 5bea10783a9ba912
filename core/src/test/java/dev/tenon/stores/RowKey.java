package dev.tenon.stores;

import dev.tenon.access.WorkspaceId;

/// The primary key of every table.
record RowKey(WorkspaceId workspace, String id) {}
