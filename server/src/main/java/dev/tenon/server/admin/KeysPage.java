package dev.tenon.server.admin;

import dev.tenon.server.admin.page.Badge;
import dev.tenon.server.admin.page.Frame;
import dev.tenon.server.admin.page.Words;
import java.util.List;
import java.util.Optional;

/// The workspace's admin keys.
///
/// @param name what was typed before
record KeysPage(
    Frame frame,
    List<SettingsTab> tabs,
    String action,
    boolean mayChange,
    List<Row> keys,
    String name,
    Optional<String> problem) {

  record Row(
      String id, String name, String lastFour, Words.When made, Badge badge, boolean valid) {}
}
