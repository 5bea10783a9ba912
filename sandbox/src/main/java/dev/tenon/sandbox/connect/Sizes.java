package dev.tenon.sandbox.connect;

import dev.tenon.sandbox.sample.Tuning;
import java.util.function.Supplier;

/// How much each project holds now.
record Sizes(Supplier<Tuning> tuning) {
  int todos(Project project) {
    Tuning now = tuning.get();
    return project.bulk() ? now.todos() : now.plainTodos();
  }

  /// Files at all TODOs of the project together; 0 where they are as in small projects.
  int attachments(Project project) {
    Tuning now = tuning.get();
    return project.bulk() ? now.attachments() : now.plainAttachments();
  }

  /// Files in the folder "Bulk".
  int bulk(Project project) {
    return project.bulk() ? tuning.get().items() : 0;
  }

  boolean hostileNames() {
    return tuning.get().hostileNames();
  }
}
