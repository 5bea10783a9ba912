package dev.tenon.access;

/// Names the tenant that a row belongs to. Every store method takes it, so no statement reads
/// without it.
///
/// @param value `ws_` and letters and digits
public record WorkspaceId(String value) {
  public WorkspaceId {
    Names.requireId("ws_", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
