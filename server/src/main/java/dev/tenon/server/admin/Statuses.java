package dev.tenon.server.admin;

import dev.tenon.connection.Status;

/// How a connection's status is shown.
final class Statuses {
  private Statuses() {}

  static Badge badge(Status status) {
    return switch (status) {
      case ACTIVE -> Badge.good("Active");
      case FAILING -> Badge.wait("Failing");
      case REAUTHORIZATION_REQUIRED -> Badge.bad("Needs its user");
      case PENDING_VERIFICATION -> Badge.plain("To be confirmed");
      case REVOKED -> Badge.plain("Revoked");
    };
  }
}
