package dev.tenon.server.catalog;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Reads the YAML of one file. Only plain data: no tags, anchors or aliases, so that a small file
/// cannot unfold into a large one; limited in size and depth; keys are given once.
final class YamlReader {
  static final int LONGEST = 512 * 1024;
  private static final int DEEPEST = 24;
  private static final Pattern NUMBER = Pattern.compile("[-+]?(0|[1-9][0-9]*)(\\.[0-9]+)?");

  private final String file;
  private final List<CatalogueProblem> problems;
  private final Iterator<Event> events;
  private int depth;

  private YamlReader(String file, String text, List<CatalogueProblem> problems) {
    this.file = file;
    this.problems = problems;
    LoadSettings settings =
        LoadSettings.builder().setLabel(file).setCodePointLimit(LONGEST).build();
    this.events = new Parse(settings).parseString(text).iterator();
  }

  /// The mapping that the file is; empty when it cannot be read at all, which `problems` then says.
  static Optional<Yaml.Mapping> read(String file, String text, List<CatalogueProblem> problems) {
    try {
      return new YamlReader(file, text, problems).document();
    } catch (MarkedYamlEngineException e) {
      Place place =
          e.getProblemMark()
              .or(e::getContextMark)
              .map(mark -> place(file, mark))
              .orElse(start(file));
      problems.add(CatalogueProblem.at(place, "", "is not YAML: " + e.getProblem()));
    } catch (YamlEngineException e) {
      problems.add(CatalogueProblem.at(start(file), "", "is not YAML: " + e.getMessage()));
    } catch (Refused e) {
      problems.add(e.problem);
    }
    return Optional.empty();
  }

  private Optional<Yaml.Mapping> document() {
    Optional<Yaml> root = Optional.empty();
    int documents = 0;
    while (events.hasNext()) {
      Event event = events.next();
      if (event instanceof DocumentStartEvent) {
        documents++;
      } else if (event instanceof NodeEvent && root.isEmpty()) {
        root = Optional.of(node(event, ""));
      } else if (event instanceof NodeEvent) {
        throw new Refused(place(event), "", "must be one document; a second begins here");
      }
    }
    if (documents == 1 && root.orElseThrow() instanceof Yaml.Mapping mapping) {
      return Optional.of(mapping);
    }
    throw new Refused(start(file), "", "must be a mapping of fields");
  }

  private Yaml node(Event event, String path) {
    if (event instanceof AliasEvent
        || (event instanceof NodeEvent n && n.getAnchor().isPresent())) {
      throw new Refused(place(event), path, "must not use anchors and aliases; use extends");
    }
    return switch (event) {
      case ScalarEvent scalar -> scalar(scalar, path);
      case SequenceStartEvent start -> sequence(start, path);
      case MappingStartEvent start -> mapping(start, path);
      default -> throw new IllegalStateException("indicates a bug: a node is not " + event);
    };
  }

  private Yaml scalar(ScalarEvent scalar, String path) {
    if (scalar.getTag().isPresent()) {
      throw new Refused(place(scalar), path, "must not use tags");
    }
    String text = scalar.getValue();
    return new Yaml.Scalar(place(scalar), text, scalar.isPlain() ? type(text) : Yaml.Type.TEXT);
  }

  private static Yaml.Type type(String text) {
    return switch (text) {
      case "", "~", "null", "Null", "NULL" -> Yaml.Type.NOTHING;
      case "true", "True", "TRUE", "false", "False", "FALSE" -> Yaml.Type.BOOLEAN;
      default -> NUMBER.matcher(text).matches() ? Yaml.Type.NUMBER : Yaml.Type.TEXT;
    };
  }

  private Yaml sequence(SequenceStartEvent start, String path) {
    deeper(start, start.getTag(), path);
    List<Yaml> items = new ArrayList<>();
    for (Event event = events.next();
        !(event instanceof CollectionEndEvent);
        event = events.next()) {
      items.add(node(event, path + "[" + items.size() + "]"));
    }
    depth--;
    return new Yaml.Sequence(place(start), items);
  }

  private Yaml mapping(MappingStartEvent start, String path) {
    deeper(start, start.getTag(), path);
    Map<String, Yaml.Entry> entries = new LinkedHashMap<>();
    for (Event event = events.next();
        !(event instanceof CollectionEndEvent);
        event = events.next()) {
      if (!(event instanceof ScalarEvent key)) {
        throw new Refused(place(event), path, "must have a text as key");
      }
      String name = key.getValue();
      String inner = Paths.field(path, name);
      Yaml.Entry entry = new Yaml.Entry(place(key), node(events.next(), inner));
      Yaml.Entry before = entries.putIfAbsent(name, entry);
      if (before != null) {
        String message = "is given twice, first in line " + before.key().line();
        problems.add(CatalogueProblem.at(entry.key(), inner, message));
      }
    }
    depth--;
    return new Yaml.Mapping(place(start), entries);
  }

  private void deeper(Event start, Optional<String> tag, String path) {
    if (tag.isPresent()) {
      throw new Refused(place(start), path, "must not use tags");
    }
    if (++depth > DEEPEST) {
      throw new Refused(place(start), path, "is nested too deeply");
    }
  }

  private Place place(Event event) {
    return event.getStartMark().map(mark -> place(file, mark)).orElse(start(file));
  }

  private static Place place(String file, Mark mark) {
    return new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
  }

  private static Place start(String file) {
    return new Place(file, 1, 1);
  }

  /// Ends the reading of a file that is refused as a whole.
  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient CatalogueProblem problem;

    Refused(Place place, String path, String message) {
      super(message);
      this.problem = CatalogueProblem.at(place, path, message);
    }
  }
}
