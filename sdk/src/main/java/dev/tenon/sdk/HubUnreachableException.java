package dev.tenon.sdk;

import java.net.URI;

/// There was no answer, or none that a hub gives: nobody listens there, the name does not resolve,
/// the time ran out, or something else answered in the hub's place.
public final class HubUnreachableException extends TenonException {
  private static final long serialVersionUID = 1L;

  HubUnreachableException(URI hub, String reason) {
    super("no hub at " + hub + ": " + reason);
  }

  HubUnreachableException(URI hub, String reason, Throwable cause) {
    super("no hub at " + hub + ": " + reason, cause);
  }
}
