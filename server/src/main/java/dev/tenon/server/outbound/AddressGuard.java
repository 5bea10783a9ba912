package dev.tenon.server.outbound;

import dev.tenon.server.outbound.OutboundUrl.RefusedUrlException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;

/// Decides what the hub may call. A host is resolved once, every address that came of it is vetted,
/// and the call goes to those addresses and no others, so a name that changes its mind gains
/// nothing. One bad address among several refuses the name. Safe for use by any thread.
///
/// What it says is meant for the people who set an OAuth client up: it names the host that they
/// typed, never the address that it resolved to.
public final class AddressGuard {
  private final AllowedAddresses allowed;
  private final HostResolver resolver;

  /// Guards with the machine's own resolver.
  public AddressGuard(AllowedAddresses allowed) {
    this(allowed, HostResolver.system());
  }

  AddressGuard(AllowedAddresses allowed, HostResolver resolver) {
    this.allowed = allowed;
    this.resolver = resolver;
  }

  /// Vets `url`; blocks while its host is looked up.
  Vetting vet(URI url) {
    try {
      return vet(OutboundUrl.parse(url));
    } catch (RefusedUrlException e) {
      return new Vetting.Refused("the URL " + e.getMessage());
    }
  }

  /// Vets `url`; blocks while its host is looked up.
  Vetting vet(OutboundUrl url) {
    if (url.hasRefusedPort() && !allowed.namesPort(url.host(), url.port())) {
      return new Vetting.Refused("port " + url.port() + " may not be called");
    }
    try {
      return vet(url, resolver.resolve(url.host()));
    } catch (UnknownHostException _) {
      return new Vetting.Unresolved("the host name " + url.host() + " cannot be resolved");
    }
  }

  private Vetting vet(OutboundUrl url, List<InetAddress> addresses) {
    for (InetAddress address : addresses) {
      boolean listed = allowed.allows(url.host(), url.port(), address);
      if (!listed && !PublicAddresses.contains(address)) {
        return new Vetting.Refused(
            url.host()
                + " is at a private or reserved address; the operator can allow it with"
                + " TENON_ALLOW_PRIVATE_ADDRESSES");
      }
      if (!listed && !url.isSecure()) {
        return new Vetting.Refused(url.host() + " may only be called over https");
      }
    }
    return new Vetting.Allowed(url, addresses);
  }

  /// What came of vetting a URL.
  sealed interface Vetting {
    /// It may be called, at these addresses only.
    record Allowed(OutboundUrl url, List<InetAddress> addresses) implements Vetting {
      public Allowed {
        addresses = List.copyOf(addresses);
      }
    }

    /// It may not.
    record Refused(String reason) implements Vetting {}

    /// Its host has no address.
    record Unresolved(String reason) implements Vetting {}
  }
}
