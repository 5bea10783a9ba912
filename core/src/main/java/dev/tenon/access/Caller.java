package dev.tenon.access;

/// Who asks, as the presented API key says.
public sealed interface Caller {
  /// The workspace that the caller may touch; no other.
  WorkspaceId workspace();

  /// The key that was presented.
  KeyId key();

  /// A workspace's administrator: everything but tokens, which only apps obtain.
  record Admin(WorkspaceId workspace, KeyId key) implements Caller {
    /// Whether it is an admin of the first workspace, who operates the installation too.
    public boolean isOperator() {
      return workspace.equals(WorkspaceId.FIRST);
    }
  }

  /// An app: only what concerns the integrations that it may use.
  record App(WorkspaceId workspace, KeyId key, AppName name) implements Caller {}
}
