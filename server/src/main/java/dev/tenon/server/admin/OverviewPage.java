package dev.tenon.server.admin;

import dev.tenon.server.admin.page.Badge;
import dev.tenon.server.admin.page.Frame;
import dev.tenon.server.admin.page.Words;
import java.util.List;
import java.util.Optional;

/// How the workspace stands, on one page.
///
/// @param begun whether there is any connection; before, the page says how to begin
/// @param total of connections that are not revoked
/// @param health those by status
/// @param bar the same, as parts of a bar
/// @param ranges how far back the chart can look
/// @param connections path of their list
/// @param passkeyOffer path where whoever has just come by a link adds a passkey
record OverviewPage(
    Frame frame,
    boolean begun,
    String total,
    List<Health> health,
    List<Part> bar,
    RefreshChart chart,
    List<Range> ranges,
    List<Need> needs,
    List<Ending> endings,
    List<Beginning> beginnings,
    String connections,
    Optional<String> passkeyOffer) {

  /// How many connections stand so.
  ///
  /// @param kind colour
  record Health(String kind, String label, String count, String share, String href) {}

  /// A part of the bar, in hundredths of its width.
  record Part(String kind, String x, String width) {}

  /// @param current whether it is what is shown
  record Range(String label, String href, boolean current) {}

  /// Something that somebody must do.
  ///
  /// @param turn whose turn it is
  record Need(Badge turn, String text, String href, String action) {}

  /// Something that ends.
  record Ending(String what, String href, Badge soon, Words.When when, String turn) {}

  /// A first step, and whether it was made.
  record Beginning(String title, String text, String href, boolean done) {}
}
