package dev.tenon.webhook;

/// Hears what is sent, for metrics. Implementations are quick and throw nothing; they are called on
/// the threads that send.
public interface WebhookObserver {
  /// An endpoint has taken a delivery.
  void delivered();

  /// It has not; it is tried again.
  void failed();

  /// It has not, and it is not tried again by itself.
  void givenUp();

  /// An endpoint was disabled by the hub.
  void disabled();

  /// Hears nothing.
  static WebhookObserver none() {
    return new WebhookObserver() {
      @Override
      public void delivered() {}

      @Override
      public void failed() {}

      @Override
      public void givenUp() {}

      @Override
      public void disabled() {}
    };
  }
}
