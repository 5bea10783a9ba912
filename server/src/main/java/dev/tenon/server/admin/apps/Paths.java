package dev.tenon.server.admin.apps;

import dev.tenon.access.AppName;
import dev.tenon.server.admin.page.Section;
import dev.tenon.server.admin.page.Words;

/// Where the pages about apps are.
final class Paths {
  static final String ALL = Section.APPS.path();
  static final String ONE = ALL + "/{name}";

  private Paths() {}

  static String one(AppName name) {
    return ALL + "/" + Words.inPath(name.value());
  }
}
