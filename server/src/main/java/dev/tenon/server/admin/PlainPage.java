package dev.tenon.server.admin;

import java.util.Optional;

/// Says something to somebody who is not signed in.
///
/// @param step a way on: label and path
record PlainPage(Frame.Head head, String heading, String text, Optional<Step> step) {
  record Step(String label, String href) {}
}
