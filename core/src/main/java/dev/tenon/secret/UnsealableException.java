package dev.tenon.secret;

/// A sealed value did not open: it was altered or moved, or its key is not in the ring. The
/// operator's to mend; nothing was changed. The message never says which of the three it was.
public final class UnsealableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// The value at `binding` did not open.
  public UnsealableException(Binding binding) {
    super(
        "cannot open %s.%s of %s: the master key does not fit this value"
            .formatted(binding.table(), binding.field(), binding.row()));
  }
}
