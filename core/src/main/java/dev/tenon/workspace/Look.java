package dev.tenon.workspace;

import java.util.Optional;

/// The colours that a workspace chose for one [Scheme].
///
/// @param accent of what can be pressed; empty for the page's own
/// @param background behind everything; empty for the page's own
public record Look(Optional<Colour> accent, Optional<Colour> background) {
  /// The least contrast of text (WCAG 2.2, 1.4.3, level AA).
  public static final double LEAST_CONTRAST = 4.5;

  /// Nothing chosen.
  public static Look none() {
    return new Look(Optional.empty(), Optional.empty());
  }

  /// Whether nothing is chosen.
  public boolean isNone() {
    return accent.isEmpty() && background.isEmpty();
  }
}
