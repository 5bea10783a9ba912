package dev.tenon.cli.demo;

import dev.tenon.sdk.TenonException;
import java.util.List;

/// What the demo's page shows.
sealed interface ProjectsView {
  /// The user has to connect.
  ///
  /// @param why what the hub said
  record NotConnected(String why) implements ProjectsView {}

  /// The projects of all regions.
  record Connected(List<Project> projects) implements ProjectsView {
    /// Copies the list.
    public Connected {
      projects = List.copyOf(projects);
    }
  }

  /// Nothing to show now, and connecting would not help.
  ///
  /// @param why what happened and what to do
  record Unavailable(String why) implements ProjectsView {
    /// What the hub did not do.
    static Unavailable becauseOf(TenonException e) {
      return new Unavailable("The hub does not answer as it should: " + e.getMessage());
    }
  }
}
