package dev.tenon.sandbox.oauth;

/// The authorization server says no. Thrown where the rule is broken, answered once at the edge of
/// the endpoint, in the provider's own words; carries no stack, for it is no fault of ours.
final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// Which rule; `error` is the code of RFC 6749 §5.2.
  enum Reason {
    INVALID_REQUEST(400, "invalid_request"),
    MISSING_PARAMETER(400, "invalid_request"),
    WRONG_CONTENT_TYPE(400, "invalid_request"),
    TWO_AUTHENTICATIONS(400, "invalid_request"),
    UNKNOWN_CLIENT(401, "invalid_client"),
    INVALID_CLIENT(401, "invalid_client"),
    INVALID_GRANT(400, "invalid_grant"),
    UNAUTHORIZED_CLIENT(400, "unauthorized_client"),
    UNSUPPORTED_GRANT_TYPE(400, "unsupported_grant_type"),
    UNSUPPORTED_TOKEN_TYPE(400, "unsupported_token_type"),
    INVALID_SCOPE(400, "invalid_scope");

    final int status;
    final String error;

    Reason(int status, String error) {
      this.status = status;
      this.error = error;
    }
  }

  private final Reason reason;
  private final String description;

  Refused(Reason reason, String description) {
    super(reason + ": " + description, null, false, false);
    this.reason = reason;
    this.description = description;
  }

  Reason reason() {
    return reason;
  }

  String description() {
    return description;
  }
}
