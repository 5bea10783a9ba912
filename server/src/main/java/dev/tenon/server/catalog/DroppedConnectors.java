package dev.tenon.server.catalog;

import dev.tenon.connector.Connector;
import dev.tenon.connector.ConnectorName;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The connectors that the operator dropped into a directory. Looked at again at most once a
/// second; a changed file is read again. A bad file is reported in full and skipped; where an
/// earlier version of it was good, that one stays. Safe for use by any thread.
final class DroppedConnectors {
  private static final Logger LOG = LoggerFactory.getLogger(DroppedConnectors.class);
  private static final long PAUSE_MILLIS = 1000;

  private final Path directory;
  private final Clock clock;
  private final Function<String, Optional<Yaml.Mapping>> shipped;
  private volatile Snapshot now = new Snapshot(Map.of(), new TreeMap<>(), new TreeMap<>());
  private volatile long lookAgainAt = Long.MIN_VALUE;

  /// @param shipped trees that dropped files may extend
  DroppedConnectors(Path directory, Clock clock, Function<String, Optional<Yaml.Mapping>> shipped) {
    this.directory = directory;
    this.clock = clock;
    this.shipped = shipped;
  }

  SortedMap<String, Connector> all() {
    lookAgain();
    return now.good;
  }

  /// What is wrong with the files that were skipped.
  List<CatalogueProblem> problems() {
    lookAgain();
    return now.bad.values().stream().flatMap(List::stream).toList();
  }

  /// The text of the dropped file of that name, where it is one that is used.
  Optional<String> yaml(String name) {
    if (!all().containsKey(name)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readString(directory.resolve(name + ".yaml")));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /// The tree of a dropped file, else of a shipped one.
  Optional<Yaml.Mapping> tree(String name) {
    Path file = directory.resolve(name + ".yaml");
    if (!ConnectorName.isValid(name) || !Files.isRegularFile(file)) {
      return shipped.apply(name);
    }
    try {
      return YamlReader.read(
          file.getFileName().toString(), Files.readString(file), new ArrayList<>());
    } catch (IOException e) {
      return shipped.apply(name);
    }
  }

  /// A file that extends its own name extends the shipped one that it hides.
  Function<String, Optional<Yaml.Mapping>> parentsOf(String name) {
    return parent -> parent.equals(name) ? shipped.apply(parent) : tree(parent);
  }

  private void lookAgain() {
    if (clock.millis() >= lookAgainAt) {
      look();
    }
  }

  private synchronized void look() {
    if (clock.millis() < lookAgainAt) {
      return;
    }
    Map<Path, Stamp> files = files();
    if (!files.equals(now.files)) {
      now = read(files);
    }
    lookAgainAt = clock.millis() + PAUSE_MILLIS;
  }

  private Map<Path, Stamp> files() {
    Map<Path, Stamp> stamps = new TreeMap<>();
    try (Stream<Path> found = Files.list(directory)) {
      for (Path file : found.filter(each -> each.toString().endsWith(".yaml")).toList()) {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        if (attributes.isRegularFile()) {
          stamps.put(file, new Stamp(attributes.lastModifiedTime(), attributes.size()));
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return Map.of();
    } catch (IOException e) {
      LOG.atWarn().setCause(e).addKeyValue("directory", directory).log("connectors unreadable");
      return now.files;
    }
    return stamps;
  }

  /// Reads all files anew: one may extend another that changed.
  private Snapshot read(Map<Path, Stamp> files) {
    SortedMap<String, Connector> good = new TreeMap<>();
    SortedMap<String, List<CatalogueProblem>> bad = new TreeMap<>();
    files.forEach(
        (file, stamp) -> {
          String name = file.getFileName().toString().replaceAll("\\.yaml$", "");
          switch (check(file, name, stamp)) {
            case CatalogueCheck.Good found -> good.put(name, found.connector());
            case CatalogueCheck.Bad found -> {
              bad.put(name, found.problems());
              Optional.ofNullable(now.good.get(name)).ifPresent(old -> good.put(name, old));
              report(name, found.problems());
            }
          }
        });
    return new Snapshot(Map.copyOf(files), good, bad);
  }

  private CatalogueCheck check(Path path, String name, Stamp stamp) {
    String file = path.getFileName().toString();
    if (stamp.size > YamlReader.LONGEST) {
      return bad(file, "is longer than " + YamlReader.LONGEST + " bytes");
    }
    try {
      CatalogueCheck check = ConnectorCompiler.check(file, Files.readString(path), parentsOf(name));
      return check instanceof CatalogueCheck.Good good
              && !good.connector().name().value().equals(name)
          ? bad(file, "must be called " + good.connector().name() + ".yaml, as its name says")
          : check;
    } catch (MalformedInputException e) {
      return bad(file, "is not UTF-8");
    } catch (IOException e) {
      return bad(file, "cannot be read: " + e.getMessage());
    }
  }

  private static CatalogueCheck bad(String file, String message) {
    return new CatalogueCheck.Bad(List.of(new CatalogueProblem(file, 1, 1, "", message)));
  }

  private static void report(String name, List<CatalogueProblem> problems) {
    for (CatalogueProblem problem : problems) {
      LOG.atWarn().addKeyValue("connector", name).addKeyValue("problem", problem).log("skipped");
    }
  }

  private record Stamp(FileTime modified, long size) {}

  private record Snapshot(
      Map<Path, Stamp> files,
      SortedMap<String, Connector> good,
      SortedMap<String, List<CatalogueProblem>> bad) {}
}
