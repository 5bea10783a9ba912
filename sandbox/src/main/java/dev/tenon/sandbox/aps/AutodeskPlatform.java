package dev.tenon.sandbox.aps;

import dev.tenon.sandbox.fault.Call;
import dev.tenon.sandbox.fault.Faults;
import dev.tenon.sandbox.http.Reply;
import dev.tenon.sandbox.http.Request;
import dev.tenon.sandbox.http.Routes;
import dev.tenon.sandbox.http.SignedAddresses;
import dev.tenon.sandbox.oauth.AuthorizationServer;
import dev.tenon.sandbox.sample.Dice;
import dev.tenon.sandbox.sample.Tuning;
import java.net.URI;
import java.time.Clock;
import java.util.function.Supplier;

/// The host of Autodesk Platform Services: sign-in and APIs. Safe for use by any thread.
public final class AutodeskPlatform {
  /// The first path segment of the host that objects are had from.
  public static final String STORAGE_HOST = "aps-storage";

  private final AuthorizationServer autodesk;
  private final ObjectStorage storage;
  private final Accounts accounts;
  private final RateLimit limit;
  private final Faults faults;
  private final Routes signIn;
  private final Routes apis;

  /// The host at `at`, which believes `autodesk`.
  ///
  /// @param addresses of the storage's host
  public AutodeskPlatform(
      URI at,
      AuthorizationServer autodesk,
      SignedAddresses addresses,
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
    var issues = new Issues(gate, accounts, dice, tuning);
    issues.addTo(apis);
    this.storage = new ObjectStorage(gate, accounts, issues, addresses, dice);
    storage.addTo(apis);
    new AccountAdmin(gate, accounts).addTo(apis);
    this.signIn = autodesk.addTo(new Routes(this::callApi));
  }

  /// Answers a request to the host.
  public Reply answer(Request request) {
    return signIn.answer(request);
  }

  /// Answers a request to the storage's host.
  public Reply download(Request request) {
    return storage.download(request);
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
    var call = Call.toApi(autodesk.provider(), request);
    return faults.around(call, () -> apis.answer(request));
  }
}
