package dev.tenon.connect;

import dev.tenon.client.ClientResolution.Resolution;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.ResolvedClient;
import dev.tenon.client.UserFields.Reading;
import dev.tenon.connect.ConnectSession.Purpose;
import dev.tenon.connect.Refusal.Reason;
import dev.tenon.connector.Authorization;
import dev.tenon.connector.ConnectionDefinition;
import dev.tenon.workspace.LinkVerification;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Begins a journey when a user presses a button on a connect page: a trip to the provider, a trip
/// to the workspace's sign-in first, or, where typing suffices, the arrival itself. Safe for use by
/// any thread.
public final class Departures {
  private final LinkedIntegrations integrations;
  private final ProviderTrips providerTrips;
  private final Trips trips;
  private final SignIns signIns;
  private final Exchanges exchanges;
  private final Arrivals arrivals;
  private final Refusals refusals;

  /// Departures to `integrations`.
  public Departures(
      LinkedIntegrations integrations,
      ProviderTrips providerTrips,
      Trips trips,
      SignIns signIns,
      Exchanges exchanges,
      Arrivals arrivals,
      Refusals refusals) {
    this.integrations = integrations;
    this.providerTrips = providerTrips;
    this.trips = trips;
    this.signIns = signIns;
    this.exchanges = exchanges;
    this.arrivals = arrivals;
    this.refusals = refusals;
  }

  /// Begins what `press` asks for.
  ///
  /// @param typed the text that the user typed into the field of a name
  public Departure begin(Press press, Function<String, Optional<String>> typed) {
    Optional<OAuthClient> client = integrations.find(press.link(), press.integration());
    if (client.isEmpty()) {
      return refused(Reason.INTEGRATION_GONE, press, "");
    }
    return integrations
        .declared(client.get())
        .map(declared -> begin(press, client.get(), declared.definition(), typed))
        .orElseGet(() -> refused(Reason.MISCONFIGURED, press, "its connector is gone"));
  }

  private Departure begin(
      Press press,
      OAuthClient client,
      ConnectionDefinition definition,
      Function<String, Optional<String>> typed) {
    FormFields form = FormFields.of(definition);
    return switch (definition.authorization()) {
      case Authorization.AuthorizationCode _ -> toProvider(press, client, form, typed);
      case Authorization.ApiKey _, Authorization.Basic _, Authorization.Login _ ->
          verification(press) == LinkVerification.HUB && press.unlocked().isEmpty()
              ? providerTrips.verify(press.link(), client, press.browser(), Map.of())
              : fromForm(press, client, form, typed);
      case Authorization.ClientCredentials _, Authorization.Declared _ ->
          refused(Reason.MISCONFIGURED, press, "it is not for users");
    };
  }

  private Departure toProvider(
      Press press, OAuthClient client, FormFields form, Function<String, Optional<String>> typed) {
    return switch (read(client, form, typed)) {
      case Reading.Wrong wrong -> new Departure.FieldsWrong(wrong.problems());
      case Reading.Read read ->
          verification(press) == LinkVerification.HUB
              ? providerTrips.verify(press.link(), client, press.browser(), read.values())
              : providerTrips.connect(
                  press.link(), client, Purpose.CONNECT, press.browser(), read.values());
    };
  }

  private Departure fromForm(
      Press press, OAuthClient client, FormFields form, Function<String, Optional<String>> typed) {
    return switch (read(client, form, typed)) {
      case Reading.Wrong wrong -> new Departure.FieldsWrong(wrong.problems());
      case Reading.Read read ->
          switch (integrations.resolve(client, read.values())) {
            case Resolution.Resolved it -> fromForm(press, it.client(), read);
            case Resolution.Unresolved it -> refused(Reason.MISCONFIGURED, press, it.problem());
          };
    };
  }

  /// What was typed, unless the client cannot be resolved with it.
  private Reading read(
      OAuthClient client, FormFields form, Function<String, Optional<String>> typed) {
    Reading reading = form.read(typed);
    if (reading instanceof Reading.Read read
        && integrations.resolve(client, read.values()) instanceof Resolution.Unresolved it) {
      return form.blamed(it.problem()).<Reading>map(wrong -> wrong).orElse(reading);
    }
    return reading;
  }

  private Departure fromForm(Press press, ResolvedClient client, Reading.Read read) {
    boolean signInFirst = verification(press) == LinkVerification.HUB;
    if (signInFirst && !isUnlocked(press, client.client())) {
      return refused(Reason.TRIP_EXPIRED, press, "");
    }
    return switch (exchanges.typed(client, read)) {
      case Exchange.Not not ->
          new Departure.Refused(refusals.of(not, press.link(), press.integration()));
      case Exchange.Got got ->
          new Departure.Arrived(
              arrivals.receive(
                  press.link(),
                  new Obtained(
                      client,
                      got.response(),
                      got.account(),
                      read.values(),
                      Optional.empty(),
                      signInFirst)));
    };
  }

  /// Whether the form was unlocked for this link and client in this browser; once.
  private boolean isUnlocked(Press press, OAuthClient client) {
    return press
        .unlocked()
        .map(state -> trips.take(state, Optional.of(press.browser())))
        .filter(Trips.Taken.Back.class::isInstance)
        .map(taken -> ((Trips.Taken.Back) taken).trip().session())
        .filter(session -> session.purpose() == Purpose.VERIFIED_CONNECT)
        .filter(session -> session.link().equals(press.link().id()))
        .filter(session -> session.oauthClient().equals(client.id()))
        .isPresent();
  }

  private LinkVerification verification(Press press) {
    return signIns.verification(press.link().workspace());
  }

  private Departure refused(Reason reason, Press press, String detail) {
    return new Departure.Refused(refusals.of(reason, press.link(), press.integration(), detail));
  }
}
