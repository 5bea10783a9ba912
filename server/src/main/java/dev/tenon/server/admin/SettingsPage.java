package dev.tenon.server.admin;

import dev.tenon.server.admin.page.Frame;
import java.util.List;
import java.util.Map;

/// The workspace's settings.
///
/// @param clients that can be chosen for signing in
/// @param problems by field
record SettingsPage(
    Frame frame,
    List<SettingsTab> tabs,
    String action,
    boolean mayChange,
    String id,
    String name,
    List<Choice> verifications,
    List<String> clients,
    String signInClient,
    String signInClaim,
    Map<String, String> problems) {

  record Choice(String value, String label, String about, boolean chosen) {}
}
