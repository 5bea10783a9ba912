package dev.tenon.access;

import java.util.Optional;

/// Who asks, as the presented API key or the console's session says.
public sealed interface Caller {
  /// The workspace that the caller may touch; no other.
  WorkspaceId workspace();

  /// The key that was presented; [#CONSOLE] where a member acts in the console.
  KeyId key();

  /// Stands for no key: a member of the workspace acts in the console.
  KeyId CONSOLE = new KeyId("key_console");

  /// A workspace's administrator: everything but tokens, which only apps obtain.
  ///
  /// @param member who acts in the console; empty for whoever presents an admin key
  record Admin(WorkspaceId workspace, KeyId key, Optional<MemberId> member) implements Caller {
    /// Whoever presents an admin key.
    public Admin(WorkspaceId workspace, KeyId key) {
      this(workspace, key, Optional.empty());
    }

    /// A member who acts in the console.
    public Admin(WorkspaceId workspace, MemberId member) {
      this(workspace, CONSOLE, Optional.of(member));
    }

    /// Whether it is an admin of the first workspace, who operates the installation too.
    public boolean isOperator() {
      return workspace.equals(WorkspaceId.FIRST);
    }
  }

  /// An app: only what concerns the integrations that it may use.
  record App(WorkspaceId workspace, KeyId key, AppName name) implements Caller {}
}
