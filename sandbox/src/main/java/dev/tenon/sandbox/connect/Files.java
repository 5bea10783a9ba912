package dev.tenon.sandbox.connect;

import dev.tenon.sandbox.http.Json;
import dev.tenon.sandbox.http.Listing;
import dev.tenon.sandbox.sample.Dice;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import tools.jackson.databind.node.ObjectNode;

/// Folders and files. The bytes of a file follow from the seed and its id, so they need no room and
/// their hash can be checked.
final class Files {
  /// How many files each project has outside the folder "Bulk".
  static final int NAMED = 12;

  private static final int ROOT = -1;
  private static final int IN_ROOT = 3;

  private static final List<String> NAMES =
      List.of(
          "site-plan.pdf",
          "schedule.csv",
          "readme.txt",
          "pier-north.ifc",
          "pier-south.ifc",
          "anchor.pdf",
          "deck.ifc",
          "bearings.csv",
          "inspection-01.pdf",
          "inspection-02.pdf",
          "minutes.txt",
          "Pläne Übersicht.pdf");

  /// @param parent the number of the folder that it lies in; negative: the project itself
  private record Folder(String name, int parent, int first, int count) {}

  private final Dice dice;
  private final Sizes sizes;

  Files(Dice dice, Sizes sizes) {
    this.dice = dice;
    this.sizes = sizes;
  }

  int count(Project project) {
    return NAMED + sizes.bulk(project);
  }

  Optional<ObjectNode> file(Project project, String id) {
    var number = Things.number("fl", project, id, count(project));
    if (number.isPresent()) {
      return Optional.of(json(project, number.getAsInt()));
    }
    var attached = Things.number("at", project, id, sizes.attachments(project));
    return attached.isPresent()
        ? Optional.of(attachedJson(project, attached.getAsInt()))
        : Optional.empty();
  }

  Optional<byte[]> content(Project project, String id) {
    var number = Things.number("fl", project, id, count(project));
    if (number.isPresent()) {
      return Optional.of(bytes(project, number.getAsInt()));
    }
    var attached = Things.number("at", project, id, sizes.attachments(project));
    return attached.isPresent()
        ? Optional.of(attachedBytes(project, attached.getAsInt()))
        : Optional.empty();
  }

  /// File `number` of those that belong to TODOs alone.
  ObjectNode attached(Project project, int number) {
    ObjectNode json =
        Json.object()
            .put("id", Things.id("at", project, number))
            .put("name", attachedName(number))
            .put("type", "FILE")
            .put("versionId", Things.id("va", project, number))
            .put("revision", 1)
            .put("embedded", true);
    return Things.stamped(json, project.owner(), number);
  }

  private ObjectNode attachedJson(Project project, int number) {
    byte[] bytes = attachedBytes(project, number);
    return attached(project, number)
        .put("parentId", project.rootId())
        .put("parentType", "FOLDER")
        .put("projectId", project.id())
        .put("size", bytes.length)
        .put("hash", md5(bytes))
        .put("status", "DONE");
  }

  private String attachedName(int number) {
    return sizes.hostileNames() ? HostileNames.of(number) : "photo-%05d.jpg".formatted(number + 1);
  }

  /// 2 to 30 kB, as small photos have.
  private byte[] attachedBytes(Project project, int number) {
    SplittableRandom random = dice.random("attached " + project.key(), number);
    byte[] bytes = new byte[2_000 + random.nextInt(28_000)];
    random.nextBytes(bytes);
    return bytes;
  }

  ObjectNode attachment(Project project, int number) {
    ObjectNode json =
        Json.object()
            .put("id", Things.id("fl", project, number))
            .put("name", name(number))
            .put("type", "FILE")
            .put("versionId", Things.id("v", project, number))
            .put("revision", 1)
            .put("embedded", false);
    return Things.stamped(json, project.owner(), number);
  }

  Optional<Listing> items(Project project, String folderId) {
    if (folderId.equals(project.rootId())) {
      return Optional.of(items(project, folders(project), ROOT));
    }
    List<Folder> folders = folders(project);
    var number = Things.number("fd", project, folderId, folders.size());
    if (number.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(items(project, folders, number.getAsInt()));
  }

  /// Folders first, then files.
  private Listing items(Project project, List<Folder> folders, int parent) {
    List<ObjectNode> below = below(project, folders, parent);
    int first = parent < 0 ? 0 : folders.get(parent).first();
    int files = parent < 0 ? IN_ROOT : folders.get(parent).count();
    return new Listing(
        below.size() + (long) files,
        i ->
            i < below.size()
                ? below.get(Math.toIntExact(i))
                : json(project, Math.toIntExact(first + i - below.size())));
  }

  private static List<ObjectNode> below(Project project, List<Folder> folders, int parent) {
    var below = new ArrayList<ObjectNode>();
    for (int i = 0; i < folders.size(); i++) {
      if (folders.get(i).parent() == parent) {
        below.add(folderJson(project, folders, i));
      }
    }
    return below;
  }

  Optional<ObjectNode> folder(Project project, String folderId) {
    if (folderId.equals(project.rootId())) {
      return Optional.of(folderJson(project, folderId, project.name(), ""));
    }
    List<Folder> folders = folders(project);
    var number = Things.number("fd", project, folderId, folders.size());
    return number.isPresent()
        ? Optional.of(folderJson(project, folders, number.getAsInt()))
        : Optional.empty();
  }

  /// How many folders there are, the root among them.
  int folderCount(Project project) {
    return folders(project).size() + 1;
  }

  private List<Folder> folders(Project project) {
    var folders =
        new ArrayList<>(
            List.of(new Folder("Drawings", ROOT, 3, 5), new Folder("Reports", ROOT, 8, 2)));
    if (project.bulk()) {
      folders.add(new Folder("Bulk", ROOT, NAMED, sizes.bulk(project)));
    }
    folders.add(new Folder("Photos", 1, 10, 1));
    folders.add(new Folder("Level 1", folders.size() - 1, 0, 0));
    folders.add(new Folder("Axis 4", folders.size() - 1, 11, 1));
    return folders;
  }

  private static ObjectNode folderJson(Project project, List<Folder> folders, int number) {
    int parent = folders.get(number).parent();
    return folderJson(
        project,
        Things.id("fd", project, number),
        folders.get(number).name(),
        parent < 0 ? project.rootId() : Things.id("fd", project, parent));
  }

  private static ObjectNode folderJson(Project project, String id, String name, String parentId) {
    return Json.object()
        .put("id", id)
        .put("name", name)
        .put("type", "FOLDER")
        .put("parentId", parentId)
        .put("hasChildren", true)
        .put("permission", "FULL_ACCESS")
        .put("modifiedOn", Things.time(name.length()))
        .put("projectId", project.id());
  }

  private ObjectNode json(Project project, int number) {
    byte[] bytes = bytes(project, number);
    ObjectNode json =
        Json.object()
            .put("id", Things.id("fl", project, number))
            .put("name", name(number))
            .put("type", "FILE")
            .put("versionId", Things.id("v", project, number))
            .put("parentId", parentId(project, number))
            .put("parentType", "FOLDER")
            .put("projectId", project.id())
            .put("size", bytes.length)
            .put("revision", 1)
            .put("hash", md5(bytes))
            .put("status", "DONE");
    return Things.stamped(json, project.owner(), number);
  }

  private String parentId(Project project, int number) {
    List<Folder> folders = folders(project);
    for (int i = 0; i < folders.size(); i++) {
      Folder folder = folders.get(i);
      if (number >= folder.first() && number < folder.first() + folder.count()) {
        return Things.id("fd", project, i);
      }
    }
    return project.rootId();
  }

  private String name(int number) {
    if (sizes.hostileNames()) {
      return HostileNames.of(number);
    }
    return number < NAMED ? NAMES.get(number) : "part-%07d.txt".formatted(number - NAMED + 1);
  }

  /// Named files have 2 to 40 kB, the many others 64 to 191 bytes.
  private byte[] bytes(Project project, int number) {
    SplittableRandom random = dice.random("file " + project.key(), number);
    int size = number < NAMED ? 2_000 + random.nextInt(38_000) : 64 + random.nextInt(128);
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    String head = name(number).endsWith(".pdf") ? "%PDF-1.4\n" : name(number) + "\n";
    byte[] magic = head.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(magic, 0, bytes, 0, Math.min(magic.length, size));
    return bytes;
  }

  private static String md5(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException broken) {
      throw new IllegalStateException("no MD5: indicates a bug", broken);
    }
  }
}
