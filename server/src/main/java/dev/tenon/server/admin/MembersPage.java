package dev.tenon.server.admin;

import dev.tenon.server.admin.page.Frame;
import dev.tenon.server.admin.page.Words;
import java.util.List;
import java.util.Optional;

/// The members of the workspace, and the links that nobody has used.
///
/// @param email what was typed before
record MembersPage(
    Frame frame,
    List<SettingsTab> tabs,
    String action,
    boolean mayChange,
    List<Row> members,
    List<RoleChoice> roles,
    List<Link> links,
    String email,
    Optional<String> problem) {

  record Row(
      String id,
      String name,
      String email,
      String role,
      String roleName,
      String comesBackBy,
      Words.When seen,
      boolean isYou) {}

  record RoleChoice(String value, String label, String about) {}

  record Link(String id, String who, String role, Words.When ends) {}
}
