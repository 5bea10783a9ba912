package dev.tenon.sandbox.fault;

import java.util.Optional;

/// Which of the next calls a fault befalls. An empty filter lets every call through it.
///
/// @param times how many calls; [Integer#MAX_VALUE] means until the rules are cleared
/// @param timing whether the provider does its work before it fails: a refresh that fails after it
///   has already rotated the refresh token
public record FaultRule(
    Fault fault,
    Call.Endpoint endpoint,
    Optional<String> provider,
    Optional<String> clientId,
    Optional<String> grantType,
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
  }

  /// The next token call of any provider fails so, before the work.
  public static FaultRule nextTokenCall(Fault fault) {
    return new FaultRule(
        fault,
        Call.Endpoint.TOKEN,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        1,
        Timing.BEFORE_THE_WORK);
  }

  /// The answer to the next token call is thrown away after the work was done.
  public static FaultRule loseNextTokenAnswer() {
    return nextTokenCall(new Fault.Closes()).afterTheWork();
  }

  /// The same for this many calls.
  public FaultRule times(int count) {
    return new FaultRule(fault, endpoint, provider, clientId, grantType, count, timing);
  }

  /// The same for calls to this provider alone.
  public FaultRule at(String onlyProvider) {
    return new FaultRule(
        fault, endpoint, Optional.of(onlyProvider), clientId, grantType, times, timing);
  }

  /// The same for calls to this kind of endpoint.
  public FaultRule on(Call.Endpoint kind) {
    return new FaultRule(fault, kind, provider, clientId, grantType, times, timing);
  }

  /// The same for calls of this client alone.
  public FaultRule of(String onlyClient) {
    return new FaultRule(
        fault, endpoint, provider, Optional.of(onlyClient), grantType, times, timing);
  }

  /// The same for this grant type alone.
  public FaultRule forGrantType(String onlyType) {
    return new FaultRule(fault, endpoint, provider, clientId, Optional.of(onlyType), times, timing);
  }

  /// The same, but the provider does its work first.
  public FaultRule afterTheWork() {
    return new FaultRule(
        fault, endpoint, provider, clientId, grantType, times, Timing.AFTER_THE_WORK);
  }

  boolean befalls(Call call) {
    return endpoint == call.endpoint()
        && provider.map(call.provider()::equals).orElse(true)
        && clientId.map(call.clientId()::equals).orElse(true)
        && grantType.map(call.grantType()::equals).orElse(true);
  }
}
