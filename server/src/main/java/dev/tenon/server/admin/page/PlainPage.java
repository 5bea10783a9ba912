package dev.tenon.server.admin.page;

import java.util.Optional;

/// Says something to somebody who is not signed in.
///
/// @param step a way on: label and path
public record PlainPage(Frame.Head head, String heading, String text, Optional<Step> step) {
  /// A way on: label and path.
  public record Step(String label, String href) {}
}
