package dev.tenon.client;

import dev.tenon.access.AppName;
import java.util.Set;

/// Which apps may use an OAuth client.
public sealed interface AppAccess {
  /// Whether `app` may.
  boolean allows(AppName app);

  /// Every app of the workspace.
  record All() implements AppAccess {
    @Override
    public boolean allows(AppName app) {
      return true;
    }
  }

  /// The named apps; they need not exist yet.
  record Only(Set<AppName> apps) implements AppAccess {
    public Only {
      apps = Set.copyOf(apps);
    }

    @Override
    public boolean allows(AppName app) {
      return apps.contains(app);
    }
  }
}
