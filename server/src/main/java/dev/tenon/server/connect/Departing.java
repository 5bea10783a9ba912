package dev.tenon.server.connect;

import dev.tenon.connect.Departure;
import dev.tenon.connect.Departures;
import dev.tenon.connect.Press;
import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Request;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Answers the press of a button, but for forms that are filled in wrongly.
final class Departing {
  private final Departures departures;
  private final Endings endings;

  Departing(Departures departures, Endings endings) {
    this.departures = departures;
    this.endings = endings;
  }

  /// The answer; what is wrong, by field, goes to `wrong`.
  Answer of(
      Request request,
      Press press,
      Function<String, Optional<String>> typed,
      Function<Map<String, String>, Answer> wrong) {
    return switch (departures.begin(press, typed)) {
      case Departure.Away it -> Pages.redirect(it.to().toString());
      case Departure.Arrived it -> endings.of(request, it.arrival());
      case Departure.FieldsWrong it -> wrong.apply(it.problems());
      case Departure.Refused it -> endings.of(request, it.refusal());
    };
  }
}
