package dev.tenon.server.admin.page;

import dev.tenon.connection.Status;

/// How a connection's status is shown.
public final class Statuses {
  private Statuses() {}

  /// The badge of a connection with that status.
  public static Badge badge(Status status) {
    return switch (status) {
      case ACTIVE -> Badge.good("Active");
      case FAILING -> Badge.wait("Failing");
      case REAUTHORIZATION_REQUIRED -> Badge.bad("Needs its user");
      case PENDING_VERIFICATION -> Badge.plain("To be confirmed");
      case REVOKED -> Badge.plain("Revoked");
    };
  }
}
