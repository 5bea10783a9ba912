package dev.tenon.sandbox.aps;

import dev.tenon.sandbox.fault.Call;
import dev.tenon.sandbox.fault.Faults;
import dev.tenon.sandbox.http.Reply;
import dev.tenon.sandbox.http.Request;
import dev.tenon.sandbox.http.Routes;
import dev.tenon.sandbox.oauth.AuthorizationServer;
import dev.tenon.sandbox.sample.Dice;
import dev.tenon.sandbox.sample.Tuning;
import java.net.URI;
import java.time.Clock;
import java.util.function.Supplier;

/// The host of Autodesk Platform Services: sign-in and APIs. Safe for use by any thread.
public final class AutodeskPlatform {
  private final AuthorizationServer autodesk;
  private final Accounts accounts;
  private final RateLimit limit;
  private final Faults faults;
  private final Routes signIn;
  private final Routes apis;

  /// The host at `at`, which believes `autodesk`.
  public AutodeskPlatform(
      URI at,
      AuthorizationServer autodesk,
      Clock clock,
      Faults faults,
      Dice dice,
      Supplier<Tuning> tuning) {
    this.autodesk = autodesk;
    this.faults = faults;
    this.accounts = new Accounts(dice);
    this.limit = new RateLimit(clock, () -> tuning.get().hubCallsPerMinute());
    Gate gate = new Gate(autodesk);
    this.apis = new Routes(_ -> ApsErrors.notFound());
    new DataManagement(gate, limit, accounts, new JsonApi(at)).addTo(apis);
    new Issues(gate, accounts, dice, tuning).addTo(apis);
    new AccountAdmin(gate, accounts).addTo(apis);
    this.signIn = autodesk.addTo(new Routes(this::callApi));
  }

  /// Answers a request to the host.
  public Reply answer(Request request) {
    return signIn.answer(request);
  }

  /// The accounts that a custom integration can be in.
  public Accounts accounts() {
    return accounts;
  }

  /// What became of the calls that count against a limit.
  public RateLimit.Outcomes limited() {
    return limit.outcomes();
  }

  /// Forgets who has called how often.
  public void reset() {
    limit.clear();
  }

  private Reply callApi(Request request) {
    var call = new Call(autodesk.provider(), Call.Endpoint.API, "", "");
    return faults.around(call, () -> apis.answer(request));
  }
}
