package dev.tenon.server.admin;

import dev.tenon.server.admin.page.Frame;
import java.util.List;
import java.util.Map;

/// Where the workspace's members sign in.
///
/// @param isSet whether they sign in at a provider
/// @param redirectUri what has to be registered there
/// @param clients that members can sign in at
/// @param others of the workspace's own that they cannot, and why
/// @param client that is chosen; may be empty
/// @param newcomers the roles that whoever comes without an invitation can have
/// @param claim that says the role; may be empty
/// @param problems by field
record SignInSettingsPage(
    Frame frame,
    List<SettingsTab> tabs,
    String action,
    boolean mayChange,
    boolean isSet,
    String redirectUri,
    List<String> clients,
    List<Unfit> others,
    String oauthClients,
    String client,
    List<Newcomers> newcomers,
    String claim,
    List<RoleValue> values,
    Map<String, String> problems) {

  record Unfit(String name, String why) {}

  record Newcomers(String value, String label, boolean chosen) {}

  /// The value of the claim that makes a role.
  record RoleValue(String field, String label, String value) {}
}
