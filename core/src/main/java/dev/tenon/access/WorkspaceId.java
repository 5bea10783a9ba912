package dev.tenon.access;

import dev.tenon.secret.RandomText;
import java.util.random.RandomGenerator;

/// Names the tenant that a row belongs to. Every store method takes it, so no statement reads
/// without it.
///
/// @param value `ws_` and letters and digits
public record WorkspaceId(String value) {
  /// The workspace that is there from the first start. Its admins operate the installation.
  public static final WorkspaceId FIRST = new WorkspaceId("ws_1");

  public WorkspaceId {
    Names.requireId("ws_", value);
  }

  /// A new id.
  public static WorkspaceId random(RandomGenerator random) {
    return new WorkspaceId("ws_" + RandomText.base62(random, 22));
  }

  @Override
  public String toString() {
    return value;
  }
}
