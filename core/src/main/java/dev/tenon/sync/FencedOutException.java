package dev.tenon.sync;

/// Another process has taken the run up, or the sync is over: nothing was written.
public final class FencedOutException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// `fence` is not the newest any more.
  public FencedOutException(Fence fence) {
    super("%s, run %d: another has taken it up".formatted(fence.sync(), fence.run()));
  }
}
