package dev.tenon.connect;

import dev.tenon.client.IntegrationName;
import dev.tenon.connect.ConnectLinks.Opening;
import dev.tenon.fakehub.ConnectWorld;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// A person with one browser who opens a link, presses a button, and comes back with whatever the
/// provider (or an attacker) puts into the address.
final class Traveller {
  private final ConnectWorld world;
  final BrowserKey browser;

  Traveller(ConnectWorld world) {
    this.world = world;
    this.browser = BrowserKey.random(world.random);
  }

  Departure press(ConnectLink link, IntegrationName integration) {
    return press(link, integration, Map.of());
  }

  Departure press(ConnectLink link, IntegrationName integration, Map<String, String> typed) {
    return world.departures.begin(
        new Press(new Opening.Open(link), integration, browser, Optional.empty()),
        field -> Optional.ofNullable(typed.get(field)));
  }

  /// The parameters of the authorization request that pressing the button leads to.
  Map<String, String> leave(ConnectLink link, IntegrationName integration) {
    return switch (press(link, integration)) {
      case Departure.Away away -> parameters(away.to());
      case Departure other -> throw new AssertionError("nowhere to go: " + other);
    };
  }

  /// The state of that authorization request.
  String state(ConnectLink link, IntegrationName integration) {
    return Objects.requireNonNull(leave(link, integration).get("state"));
  }

  /// Comes back with a code.
  Landing back(Map<String, String> sent) {
    return back(List.of("code=the-code", "state=" + sent.get("state")));
  }

  /// Comes back with these parameters, some of them perhaps twice.
  Landing back(List<String> parameters) {
    return back(parameters, Optional.of(browser));
  }

  Landing back(List<String> parameters, Optional<BrowserKey> cookie) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String parameter : parameters) {
      int equals = parameter.indexOf('=');
      values
          .computeIfAbsent(parameter.substring(0, equals), _ -> new ArrayList<>())
          .add(parameter.substring(equals + 1));
    }
    return world.callbacks.receive(
        new CallbackParameters(name -> values.getOrDefault(name, List.of())), cookie);
  }

  /// The decoded parameters of an address.
  static Map<String, String> parameters(URI uri) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String pair : uri.getRawQuery().split("&", -1)) {
      int equals = pair.indexOf('=');
      String earlier =
          values.put(
              pair.substring(0, equals),
              URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      if (earlier != null) {
        throw new AssertionError("a parameter comes twice: " + uri);
      }
    }
    return values;
  }

  /// Why a landing was refused.
  static Refusal.Reason reason(Landing landing) {
    if (landing instanceof Landing.Ended ended
        && ended.arrival() instanceof Arrival.Refused refused) {
      return refused.refusal().reason();
    }
    throw new AssertionError("not refused: " + landing);
  }

  static Arrival arrival(Landing landing) {
    if (landing instanceof Landing.Ended ended) {
      return ended.arrival();
    }
    throw new AssertionError("not ended: " + landing);
  }

  /// The code that an arrival waits to be confirmed with.
  static ConnectCode code(Landing landing) {
    if (arrival(landing) instanceof Arrival.Awaiting awaiting) {
      return awaiting.code();
    }
    throw new AssertionError("not waiting: " + landing);
  }
}
