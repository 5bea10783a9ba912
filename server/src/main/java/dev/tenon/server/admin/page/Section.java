package dev.tenon.server.admin.page;

import java.util.Optional;

/// A part of the console, in the order of the navigation. Those whose pages are not there are not
/// shown.
public enum Section {
  OVERVIEW("Overview", "/console", "", true),
  CONNECTIONS("Connections", "/console/connections", "Connectivity", false),
  OAUTH_CLIENTS("OAuth clients", "/console/oauth-clients", "Connectivity", false),
  CONNECTORS("Connectors", "/console/connectors", "Connectivity", false),
  APPS("Apps", "/console/apps", "Build", false),
  DATA("Data", "/console/data", "Build", true),
  WEBHOOKS("Webhooks", "/console/webhooks", "Build", true),
  API("API", "/docs", "Build", true),
  AUDIT("Audit", "/console/audit", "Workspace", true),
  SETTINGS("Settings", "/console/settings", "Workspace", true),
  /// What a member sees of themselves; reached by their name, not by the navigation.
  ACCOUNT("Account", "/console/account", "", false);

  private final String label;
  private final String path;
  private final String group;
  private final boolean there;

  Section(String label, String path, String group, boolean there) {
    this.label = label;
    this.path = path;
    this.group = group;
    this.there = there;
  }

  /// Its name in the navigation.
  public String label() {
    return label;
  }

  /// Where its first page is.
  public String path() {
    return path;
  }

  /// The heading above it in the navigation; empty where it has none.
  public Optional<String> group() {
    return group.isEmpty() ? Optional.empty() : Optional.of(group);
  }

  /// Whether its pages are there.
  public boolean isThere() {
    return there;
  }
}
