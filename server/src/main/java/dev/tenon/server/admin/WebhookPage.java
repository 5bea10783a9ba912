package dev.tenon.server.admin;

import dev.tenon.server.admin.page.Badge;
import dev.tenon.server.admin.page.Frame;
import dev.tenon.server.admin.page.Words;
import java.util.List;
import java.util.Optional;

/// One webhook, and what was told to it.
///
/// @param base path of the webhook, which its forms post below
/// @param standing what sending to it has shown, where that is worth telling
/// @param tabs that filter the deliveries
/// @param older path of the next page of deliveries
record WebhookPage(
    Frame frame,
    String all,
    String base,
    String id,
    String url,
    String description,
    boolean enabled,
    Badge badge,
    Optional<String> standing,
    List<String> events,
    Words.When made,
    boolean mayChange,
    List<Tab> tabs,
    List<Row> deliveries,
    Optional<String> older) {

  record Tab(String label, String href, boolean current) {}

  /// @param outcome of the last attempt
  /// @param canReplay whether it can be sent again
  record Row(
      String event,
      String type,
      String subject,
      Words.When when,
      Badge state,
      String attempts,
      String outcome,
      boolean canReplay) {}
}
