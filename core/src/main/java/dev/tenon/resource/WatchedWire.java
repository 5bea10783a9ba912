package dev.tenon.resource;

import dev.tenon.call.ApiCall;
import dev.tenon.call.ApiTarget;
import dev.tenon.call.ApiWire;
import dev.tenon.resource.Trial.Request;
import dev.tenon.token.IssuedToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/// A wire that leads to known hosts alone and writes down what goes over it, without secrets. Used
/// by one thread.
final class WatchedWire implements ApiWire {
  private final ApiWire wire;
  private final KnownHosts hosts;
  private final UnaryOperator<String> blotted;
  private final List<Request> requests = new ArrayList<>();

  /// @param hosts where the token may go
  /// @param blotted an address without its secrets
  WatchedWire(ApiWire wire, KnownHosts hosts, UnaryOperator<String> blotted) {
    this.wire = wire;
    this.hosts = hosts;
    this.blotted = blotted;
  }

  @Override
  public Outcome send(ApiTarget target, ApiCall call, IssuedToken token) {
    Outcome outcome =
        hosts.has(target.base())
            ? wire.send(target, call, token)
            : new Outcome.NotCallable(
                "The connector that is tried leads to a host that is none of the connection's own;"
                    + " the token is not sent there.");
    requests.add(
        new Request(
            call.method(),
            blotted.apply(call.path().below(target.base())),
            call.header("Range"),
            outcome instanceof Outcome.Answered(var answer)
                ? OptionalInt.of(answer.status())
                : OptionalInt.empty(),
            failure(outcome),
            OptionalInt.empty(),
            Optional.empty()));
    return outcome;
  }

  private static Optional<String> failure(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Answered _ -> Optional.empty();
      case Outcome.NotCallable(String problem) -> Optional.of(problem);
      case Outcome.NotSent(String detail) -> Optional.of(detail);
      case Outcome.NoAnswer(String detail, boolean _) -> Optional.of(detail);
      case Outcome.BodyFailed _ -> Optional.of("the request's body failed");
    };
  }

  /// Says how the last answer was understood.
  void understood(int items, String goingOn) {
    if (!requests.isEmpty()) {
      requests.add(requests.removeLast().understood(items, goingOn));
    }
  }

  List<Request> requests() {
    return List.copyOf(requests);
  }
}
