package dev.tenon.server.admin;

import dev.tenon.server.admin.page.Section;
import dev.tenon.server.http.page.Site;
import java.util.List;

/// One of the pages that the settings are made of.
record SettingsTab(String label, String href, boolean current) {
  static final String GENERAL = Section.SETTINGS.path();
  static final String BRANDING = GENERAL + "/branding";
  static final String MEMBERS = GENERAL + "/members";
  static final String SIGN_IN = GENERAL + "/sign-in";
  static final String KEYS = GENERAL + "/keys";
  static final String RETENTION = GENERAL + "/retention";

  /// All of them, where `current` is the path of the one that is shown.
  static List<SettingsTab> all(Site site, String current) {
    return List.of(
        new SettingsTab("General", site.path(GENERAL), current.equals(GENERAL)),
        new SettingsTab("Branding", site.path(BRANDING), current.equals(BRANDING)),
        new SettingsTab("Members", site.path(MEMBERS), current.equals(MEMBERS)),
        new SettingsTab("Sign-in", site.path(SIGN_IN), current.equals(SIGN_IN)),
        new SettingsTab("Keys", site.path(KEYS), current.equals(KEYS)),
        new SettingsTab("Retention", site.path(RETENTION), current.equals(RETENTION)));
  }
}
