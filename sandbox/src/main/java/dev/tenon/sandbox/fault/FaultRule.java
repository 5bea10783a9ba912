package dev.tenon.sandbox.fault;

import java.util.Optional;

/// Which of the next calls a fault befalls. An empty filter lets every call through it.
///
/// @param path what the path of a call to an API contains
/// @param range what the `Range` of a call to an API begins with, such as `items=1000-`
/// @param skip how many calls it lets through before that
/// @param times how many calls; [Integer#MAX_VALUE] means until the rules are cleared
/// @param timing whether the provider does its work before it fails: a refresh that fails after it
///   has already rotated the refresh token
public record FaultRule(
    Fault fault,
    Call.Endpoint endpoint,
    Optional<String> provider,
    Optional<String> clientId,
    Optional<String> grantType,
    Optional<String> path,
    Optional<String> range,
    int skip,
    int times,
    Timing timing) {

  /// When the fault strikes.
  public enum Timing {
    /// Before the provider has done anything.
    BEFORE_THE_WORK,
    /// After the provider has done its work: codes are used up, tokens rotated.
    AFTER_THE_WORK
  }

  public FaultRule {
    if (times < 1) {
      throw new IllegalArgumentException("times is at least 1");
    }
    if (skip < 0) {
      throw new IllegalArgumentException("skip is at least 0");
    }
  }

  /// The next token call of any provider fails so, before the work.
  public static FaultRule nextTokenCall(Fault fault) {
    return next(Call.Endpoint.TOKEN, fault);
  }

  /// The next call to the API of any provider fails so, before the work.
  public static FaultRule nextApiCall(Fault fault) {
    return next(Call.Endpoint.API, fault);
  }

  private static FaultRule next(Call.Endpoint endpoint, Fault fault) {
    return new FaultRule(
        fault,
        endpoint,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0,
        1,
        Timing.BEFORE_THE_WORK);
  }

  /// The answer to the next token call is thrown away after the work was done.
  public static FaultRule loseNextTokenAnswer() {
    return nextTokenCall(new Fault.Closes()).afterTheWork();
  }

  /// The same for this many calls.
  public FaultRule times(int count) {
    return new FaultRule(
        fault, endpoint, provider, clientId, grantType, path, range, skip, count, timing);
  }

  /// The same after it has let this many calls through.
  public FaultRule after(int calls) {
    return new FaultRule(
        fault, endpoint, provider, clientId, grantType, path, range, calls, times, timing);
  }

  /// The same for calls to this provider alone.
  public FaultRule at(String onlyProvider) {
    return new FaultRule(
        fault,
        endpoint,
        Optional.of(onlyProvider),
        clientId,
        grantType,
        path,
        range,
        skip,
        times,
        timing);
  }

  /// The same for calls whose path contains this.
  public FaultRule where(String part) {
    return new FaultRule(
        fault,
        endpoint,
        provider,
        clientId,
        grantType,
        Optional.of(part),
        range,
        skip,
        times,
        timing);
  }

  /// The same for calls to this kind of endpoint.
  public FaultRule on(Call.Endpoint kind) {
    return new FaultRule(
        fault, kind, provider, clientId, grantType, path, range, skip, times, timing);
  }

  /// The same for calls of this client alone.
  public FaultRule of(String onlyClient) {
    return new FaultRule(
        fault,
        endpoint,
        provider,
        Optional.of(onlyClient),
        grantType,
        path,
        range,
        skip,
        times,
        timing);
  }

  /// The same for this grant type alone.
  public FaultRule forGrantType(String onlyType) {
    return new FaultRule(
        fault,
        endpoint,
        provider,
        clientId,
        Optional.of(onlyType),
        path,
        range,
        skip,
        times,
        timing);
  }

  /// The same, but the provider does its work first.
  public FaultRule afterTheWork() {
    return new FaultRule(
        fault,
        endpoint,
        provider,
        clientId,
        grantType,
        path,
        range,
        skip,
        times,
        Timing.AFTER_THE_WORK);
  }

  boolean befalls(Call call) {
    return endpoint == call.endpoint()
        && provider.map(call.provider()::equals).orElse(true)
        && clientId.map(call.clientId()::equals).orElse(true)
        && grantType.map(call.grantType()::equals).orElse(true)
        && path.map(call.path()::contains).orElse(true)
        && range.map(call.range()::startsWith).orElse(true);
  }
}
