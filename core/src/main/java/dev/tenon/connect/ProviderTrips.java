package dev.tenon.connect;

import dev.tenon.client.OAuthClient;
import dev.tenon.connect.ConnectSession.Purpose;
import dev.tenon.connect.LinkedIntegrations.Reach;
import dev.tenon.connect.Refusal.Reason;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// Sends browsers off: to the provider, or to the workspace's own sign-in before that. Safe for use
/// by any thread.
public final class ProviderTrips {
  private final LinkedIntegrations integrations;
  private final Trips trips;
  private final SignIns signIns;
  private final Refusals refusals;

  /// Begins `trips`.
  public ProviderTrips(
      LinkedIntegrations integrations, Trips trips, SignIns signIns, Refusals refusals) {
    this.integrations = integrations;
    this.trips = trips;
    this.signIns = signIns;
    this.refusals = refusals;
  }

  /// To the provider of `client` for a grant.
  Departure connect(
      ConnectLink link,
      OAuthClient client,
      Purpose purpose,
      BrowserKey browser,
      Map<String, String> values) {
    TripPlan plan = new TripPlan(link, client.id(), purpose, browser, values);
    return begin(plan, client, integrations.reach(client, values));
  }

  /// To the workspace's sign-in; what the user filled in comes back with them.
  Departure verify(
      ConnectLink link, OAuthClient client, BrowserKey browser, Map<String, String> values) {
    Optional<OAuthClient> signIn = signIns.client(link.workspace());
    if (signIn.isEmpty()) {
      return new Departure.Refused(refusals.of(Reason.SIGN_IN_MISCONFIGURED, link, client.name()));
    }
    TripPlan plan = new TripPlan(link, client.id(), Purpose.VERIFY, browser, values);
    return begin(plan, client, integrations.reach(signIn.get(), Map.of()));
  }

  private Departure begin(TripPlan plan, OAuthClient client, Reach reach) {
    return switch (reach) {
      case Reach.Broken it -> refused(it.not(), plan, client);
      case Reach.Ready it -> {
        Optional<URI> url = it.client().authorizationUrl();
        yield url.isPresent()
            ? new Departure.Away(trips.begin(plan, it.client(), url.get()))
            : refused(
                Exchange.Not.of(Reason.MISCONFIGURED, "authorization_url is missing"),
                plan,
                client);
      }
    };
  }

  private Departure refused(Exchange.Not not, TripPlan plan, OAuthClient client) {
    return new Departure.Refused(refusals.of(not, plan.link(), client.name()));
  }
}
