package dev.tenon.server.catalog;

import dev.tenon.access.WorkspaceId;
import dev.tenon.connector.Connector;
import dev.tenon.connector.ConnectorFiles;
import dev.tenon.connector.ConnectorName;
import dev.tenon.connector.Connectors;
import dev.tenon.workspace.ChangeFeed;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// All connectors: a workspace's own hide those that the operator dropped into the directory, which
/// hide those that are shipped. Making one reads no file but a short list. Safe for use by any
/// thread.
public final class Catalogue implements Connectors {
  private final ShippedConnectors shipped = new ShippedConnectors();
  private final DroppedConnectors dropped;
  private final OwnConnectors own;

  /// @param directory where the operator drops files; need not exist
  public Catalogue(Path directory, ConnectorFiles files, ChangeFeed feed, Clock clock) {
    this.dropped = new DroppedConnectors(directory, clock, shipped::tree);
    this.own = new OwnConnectors(files, feed, dropped::tree);
  }

  @Override
  public Optional<Connector> find(WorkspaceId workspace, ConnectorName name) {
    String wanted = name.value();
    return Optional.ofNullable(own.all(workspace).get(wanted))
        .or(() -> Optional.ofNullable(dropped.all().get(wanted)))
        .or(() -> shipped.find(wanted));
  }

  @Override
  public List<Connector> all(WorkspaceId workspace) {
    SortedMap<String, Connector> all = new TreeMap<>();
    shipped.all().forEach(each -> all.put(each.name().value(), each));
    all.putAll(dropped.all());
    all.putAll(own.all(workspace));
    return List.copyOf(all.values());
  }

  /// The text of the connector's file, as [#find] reads it.
  public Optional<String> yaml(WorkspaceId workspace, ConnectorName name) {
    String wanted = name.value();
    return own.yaml(workspace, wanted)
        .or(() -> dropped.yaml(wanted))
        .or(() -> shipped.yaml(wanted));
  }

  @Override
  public boolean isOwn(WorkspaceId workspace, ConnectorName name) {
    return own.all(workspace).containsKey(name.value());
  }

  /// Checks a file that an admin wants to post. It may extend the workspace's own connectors, those
  /// in the directory and the shipped ones.
  ///
  /// @param fileName as it is to appear in problems
  public CatalogueCheck check(WorkspaceId workspace, String fileName, String yaml) {
    return ConnectorCompiler.check(fileName, yaml, own.parentsOf(workspace, stem(fileName)));
  }

  /// Checks a file that is meant for the directory.
  public CatalogueCheck check(String fileName, String yaml) {
    return ConnectorCompiler.check(fileName, yaml, dropped.parentsOf(stem(fileName)));
  }

  private static String stem(String fileName) {
    return fileName.replaceAll("\\.yaml$", "");
  }

  /// What is wrong with files in the directory; they are skipped.
  public List<CatalogueProblem> problems() {
    return dropped.problems();
  }

  /// The published JSON Schema of connector files.
  public static String schema() {
    return ShippedConnectors.text("connector.schema.json");
  }
}
