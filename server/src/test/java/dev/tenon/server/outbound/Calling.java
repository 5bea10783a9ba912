package dev.tenon.server.outbound;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/// A process that makes one call and says what came of it.
final class Calling {
  private Calling() {}

  /// Takes the address, and the time that the call may take in milliseconds.
  public static void main(String[] arguments) {
    Duration total = Duration.ofMillis(Long.parseLong(arguments[1]));
    HttpLimits limits =
        new HttpLimits(Duration.ofSeconds(5), total, total, 1 << 20, 4, Duration.ofSeconds(2));
    try (OutboundHttp http = TestHttp.with(limits)) {
      HttpCall call =
          HttpCall.of("POST", URI.create(arguments[0])).form(Map.of("grant_type", "refresh_token"));
      System.out.println(
          switch (http.send(call, http.deadline(total))) {
            case HttpOutcome.Answered(HttpAnswer answer) ->
                answer.status()
                    + " "
                    + answer.text()
                    + (answer.age().compareTo(total) > 0 ? " as old as the request" : "");
            case HttpOutcome.NoAnswer(String detail) -> "no answer: " + detail;
            case HttpOutcome.NotSent(String detail) -> "not sent: " + detail;
            case HttpOutcome.TooLate _ -> "too late";
          });
    }
  }
}
