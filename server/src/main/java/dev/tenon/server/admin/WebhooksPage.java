package dev.tenon.server.admin;

import dev.tenon.server.admin.page.Badge;
import dev.tenon.server.admin.page.Frame;
import dev.tenon.server.admin.page.Words;
import java.util.List;

/// The workspace's webhooks.
///
/// @param mayChange whether the member may add one
record WebhooksPage(Frame frame, List<Row> rows, String add, boolean mayChange) {
  record Row(
      String url, String href, String description, Badge badge, String events, Words.When made) {}
}
