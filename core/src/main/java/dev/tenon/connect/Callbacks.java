package dev.tenon.connect;

import dev.tenon.client.OAuthClient;
import dev.tenon.client.ResolvedClient;
import dev.tenon.connect.ConnectLinks.Opening;
import dev.tenon.connect.ConnectSession.Purpose;
import dev.tenon.connect.LinkedIntegrations.Reach;
import dev.tenon.connect.Refusal.Reason;
import dev.tenon.oauth.AuthorizationCode;
import dev.tenon.oauth.State;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Receives browsers that come back from an authorization server. Safe for use by any thread.
///
/// The state is taken first, once, whatever else is wrong with the callback; no request goes out
/// before state, browser, link, integration and issuer have been found right. The provider is the
/// one that the trip went to, whatever the callback says.
public final class Callbacks {
  private final ConnectLinks links;
  private final LinkedIntegrations integrations;
  private final Trips trips;
  private final Verifications verifications;
  private final Exchanges exchanges;
  private final Arrivals arrivals;
  private final Refusals refusals;

  /// Receives `trips`.
  public Callbacks(
      ConnectLinks links,
      LinkedIntegrations integrations,
      Trips trips,
      Verifications verifications,
      Exchanges exchanges,
      Arrivals arrivals,
      Refusals refusals) {
    this.links = links;
    this.integrations = integrations;
    this.trips = trips;
    this.verifications = verifications;
    this.exchanges = exchanges;
    this.arrivals = arrivals;
    this.refusals = refusals;
  }

  /// Receives a browser.
  ///
  /// @param browser what its cookie holds
  public Landing receive(CallbackParameters parameters, Optional<BrowserKey> browser) {
    Optional<State> state = parameters.state();
    if (state.isEmpty()) {
      return refused(refusals.unknown(Reason.MALFORMED));
    }
    return switch (trips.take(state.get(), browser)) {
      case Trips.Taken.Unknown _ -> refused(refusals.unknown(Reason.STATE_UNKNOWN));
      case Trips.Taken.Expired it -> refused(Reason.TRIP_EXPIRED, it.session());
      case Trips.Taken.OtherBrowser it -> refused(Reason.OTHER_BROWSER, it.session());
      case Trips.Taken.Back it -> back(it.trip(), parameters, browser.orElseThrow());
    };
  }

  private Landing back(Trip trip, CallbackParameters parameters, BrowserKey browser) {
    return switch (links.of(trip.session())) {
      case Opening.Unknown _, Opening.Over _ -> refused(Reason.LINK_OVER, trip.session());
      case Opening.Open it -> back(trip, it.link(), parameters, browser);
    };
  }

  private Landing back(
      Trip trip, ConnectLink link, CallbackParameters parameters, BrowserKey browser) {
    Optional<OAuthClient> client =
        integrations
            .find(link.workspace(), trip.session().oauthClient())
            .filter(it -> integrations.isAllowed(link, it));
    if (client.isEmpty()) {
      return refused(refusals.of(Reason.INTEGRATION_GONE, link));
    }
    return switch (trip.session().purpose()) {
      case VERIFY -> verifications.back(trip, link, client.get(), browser, parameters);
      case CONNECT, VERIFIED_CONNECT -> connect(trip, link, client.get(), parameters);
      case SECOND_CONSENT -> refused(refusals.of(Reason.MALFORMED, link));
    };
  }

  private Landing connect(
      Trip trip, ConnectLink link, OAuthClient client, CallbackParameters parameters) {
    return switch (integrations.reach(client, trip.session().values())) {
      case Reach.Broken it -> refused(refusals.of(it.not(), link, client.name()));
      case Reach.Ready it -> connect(trip, link, it.client(), parameters);
    };
  }

  private Landing connect(
      Trip trip, ConnectLink link, ResolvedClient client, CallbackParameters parameters) {
    return switch (AuthorizationAnswer.read(parameters, client)) {
      case AuthorizationAnswer.No no ->
          refused(refusals.of(no.not(), link, client.client().name()));
      case AuthorizationAnswer.Code code -> {
        Map<String, String> values = new HashMap<>(trip.session().values());
        values.putAll(code.metadata());
        yield switch (exchange(trip, client, code.code(), values)) {
          case Exchange.Not not -> refused(refusals.of(not, link, client.client().name()));
          case Exchange.Got got ->
              new Landing.Ended(arrivals.receive(link, obtained(trip, client, values, got)));
        };
      }
    };
  }

  private Exchange exchange(
      Trip trip, ResolvedClient client, AuthorizationCode code, Map<String, String> values) {
    Exchange exchange = exchanges.code(client, code, trip);
    return exchange instanceof Exchange.Got got
        ? exchanges.afterConnect(client, values, got)
        : exchange;
  }

  private static Obtained obtained(
      Trip trip, ResolvedClient client, Map<String, String> values, Exchange.Got got) {
    return new Obtained(
        client,
        got.response(),
        got.account(),
        values,
        trip.verifier(),
        trip.session().purpose() == Purpose.VERIFIED_CONNECT);
  }

  private Landing refused(Reason reason, ConnectSession session) {
    return switch (links.of(session)) {
      case Opening.Open it -> refused(refusals.of(reason, it.link()));
      case Opening.Over it -> refused(refusals.of(reason, it.link()));
      case Opening.Unknown _ ->
          refused(refusals.without(session.workspace(), session.link(), reason));
    };
  }

  private static Landing refused(Refusal refusal) {
    return new Landing.Ended(new Arrival.Refused(refusal));
  }
}
