package dev.tenon.server.catalog;

import dev.tenon.access.WorkspaceId;
import dev.tenon.connector.Connector;
import dev.tenon.connector.ConnectorFiles;
import dev.tenon.workspace.Change;
import dev.tenon.workspace.ChangeFeed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The connectors that admins posted, of each workspace. Remembered until the feed tells of a
/// change; while the feed is not current they are read at every ask. Safe for use by any thread.
final class OwnConnectors {
  private static final Logger LOG = LoggerFactory.getLogger(OwnConnectors.class);

  private final ConnectorFiles files;
  private final ChangeFeed feed;
  private final Function<String, Optional<Yaml.Mapping>> others;
  private final Map<WorkspaceId, Remembered> remembered = new ConcurrentHashMap<>();
  private final AtomicLong changes = new AtomicLong();

  /// @param others trees that posted files may extend besides their workspace's own
  OwnConnectors(
      ConnectorFiles files, ChangeFeed feed, Function<String, Optional<Yaml.Mapping>> others) {
    this.files = files;
    this.feed = feed;
    this.others = others;
    feed.listen(
        change -> {
          switch (change) {
            case Change.SettingsChanged _, Change.Everything _ -> changes.incrementAndGet();
            case Change.ConnectionChanged _ -> {}
          }
        });
  }

  SortedMap<String, Connector> all(WorkspaceId workspace) {
    long seen = changes.get();
    Remembered known = remembered.get(workspace);
    if (known != null && known.seen == seen && feed.isCurrent()) {
      return known.connectors;
    }
    Remembered read = new Remembered(seen, read(workspace));
    remembered.put(workspace, read);
    return read.connectors;
  }

  /// The text of the workspace's own file of that name.
  Optional<String> yaml(WorkspaceId workspace, String name) {
    return files.all(workspace).stream()
        .filter(file -> file.name().value().equals(name))
        .findFirst()
        .map(ConnectorFiles.ConnectorFile::yaml);
  }

  /// The tree of the workspace's own file of that name, else of another.
  Optional<Yaml.Mapping> tree(WorkspaceId workspace, String name) {
    return files.all(workspace).stream()
        .filter(file -> file.name().value().equals(name))
        .findFirst()
        .flatMap(file -> YamlReader.read(name + ".yaml", file.yaml(), new ArrayList<>()))
        .or(() -> others.apply(name));
  }

  /// A file that extends its own name extends the one that it hides.
  Function<String, Optional<Yaml.Mapping>> parentsOf(WorkspaceId workspace, String name) {
    return parent -> parent.equals(name) ? others.apply(parent) : tree(workspace, parent);
  }

  private SortedMap<String, Connector> read(WorkspaceId workspace) {
    SortedMap<String, Connector> connectors = new TreeMap<>();
    for (ConnectorFiles.ConnectorFile file : files.all(workspace)) {
      String name = file.name().value();
      switch (ConnectorCompiler.check(name + ".yaml", file.yaml(), parentsOf(workspace, name))) {
        case CatalogueCheck.Good good -> connectors.put(name, good.connector());
        case CatalogueCheck.Bad bad -> report(workspace, name, bad.problems());
      }
    }
    return connectors;
  }

  /// A file that was good when it was posted can turn bad with a new version of the hub, or with
  /// the file that it extends.
  private static void report(WorkspaceId workspace, String name, List<CatalogueProblem> problems) {
    for (CatalogueProblem problem : problems) {
      LOG.atWarn()
          .addKeyValue("workspace", workspace)
          .addKeyValue("connector", name)
          .addKeyValue("problem", problem)
          .log("skipped");
    }
  }

  private record Remembered(long seen, SortedMap<String, Connector> connectors) {}
}
