package dev.tenon.connect;

import dev.tenon.client.OAuthClient;
import dev.tenon.connect.ConnectSession.Purpose;
import dev.tenon.connect.LinkedIntegrations.Reach;
import dev.tenon.connect.Refusal.Reason;
import dev.tenon.connector.Authorization;
import java.util.Map;
import java.util.Optional;

/// Receives users who come back from the workspace's own sign-in, and lets only the link's user go
/// on. Safe for use by any thread.
public final class Verifications {
  private final LinkedIntegrations integrations;
  private final SignIns signIns;
  private final Exchanges exchanges;
  private final ProviderTrips providerTrips;
  private final Trips trips;
  private final Refusals refusals;

  /// Verifies by `signIns`.
  public Verifications(
      LinkedIntegrations integrations,
      SignIns signIns,
      Exchanges exchanges,
      ProviderTrips providerTrips,
      Trips trips,
      Refusals refusals) {
    this.integrations = integrations;
    this.signIns = signIns;
    this.exchanges = exchanges;
    this.providerTrips = providerTrips;
    this.trips = trips;
    this.refusals = refusals;
  }

  /// Judges who came back from the sign-in, on the way to `client`.
  Landing back(
      Trip trip,
      ConnectLink link,
      OAuthClient client,
      BrowserKey browser,
      CallbackParameters parameters) {
    Optional<OAuthClient> signIn = signIns.client(link.workspace());
    if (signIn.isEmpty()) {
      return refused(refusals.of(Reason.SIGN_IN_MISCONFIGURED, link, client.name()));
    }
    return switch (integrations.reach(signIn.get(), Map.of())) {
      case Reach.Broken it -> refused(refusals.of(it.not(), link, client.name()));
      case Reach.Ready it ->
          switch (signedIn(trip, it, parameters)) {
            case Exchange.Not not -> refused(refusals.of(not, link, client.name()));
            case Exchange.Got got ->
                signIns.isUser(it.client(), got.account(), link.user())
                    ? onward(trip, link, client, browser)
                    : refused(refusals.of(Reason.OTHER_PERSON, link, client.name()));
          };
    };
  }

  private Exchange signedIn(Trip trip, Reach.Ready signIn, CallbackParameters parameters) {
    return switch (AuthorizationAnswer.read(parameters, signIn.client())) {
      case AuthorizationAnswer.No no -> no.not();
      case AuthorizationAnswer.Code code -> exchanges.code(signIn.client(), code.code(), trip);
    };
  }

  private Landing onward(Trip trip, ConnectLink link, OAuthClient client, BrowserKey browser) {
    Map<String, String> values = trip.session().values();
    if (!leadsToProvider(client)) {
      TripPlan plan = new TripPlan(link, client.id(), Purpose.VERIFIED_CONNECT, browser, values);
      return new Landing.Unlocked(link, client.name(), trips.unlock(plan));
    }
    return switch (providerTrips.connect(link, client, Purpose.VERIFIED_CONNECT, browser, values)) {
      case Departure.Away away -> new Landing.Onward(away.to());
      case Departure.Refused it -> refused(it.refusal());
      case Departure.Arrived _, Departure.FieldsWrong _ ->
          throw new IllegalStateException("a trip to a provider has no form: indicates a bug");
    };
  }

  private boolean leadsToProvider(OAuthClient client) {
    return integrations
        .declared(client)
        .map(it -> it.definition().authorization() instanceof Authorization.AuthorizationCode)
        .orElse(true);
  }

  private static Landing refused(Refusal refusal) {
    return new Landing.Ended(new Arrival.Refused(refusal));
  }
}
