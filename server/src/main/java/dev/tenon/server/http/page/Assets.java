package dev.tenon.server.http.page;

import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The files that pages need, under names that change with their content, so that browsers may keep
/// them for good. Immutable.
public final class Assets {
  private static final Map<String, String> TYPES =
      Map.of(
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml",
          "js", "text/javascript; charset=utf-8",
          "ts", "text/plain; charset=utf-8");

  private final String directory;
  private final List<Asset> assets;
  private final Map<String, Asset> byFile;
  private final Map<String, String> fileByName;

  private Assets(String directory, List<Asset> assets) {
    this.directory = directory;
    this.assets = assets;
    this.byFile = assets.stream().collect(Collectors.toMap(Asset::file, Function.identity()));
    this.fileByName = assets.stream().collect(Collectors.toMap(Asset::name, Asset::file));
  }

  /// The files of these names under `/web` on the class path.
  ///
  /// @param directory where browsers find them: a path without a slash at its end
  public static Assets load(String directory, List<String> names) {
    return new Assets(directory, names.stream().map(name -> asset(name, bytes(name))).toList());
  }

  /// These and one more, called `name`, that is made of `parts` under `/web`, one after the other.
  public Assets and(String name, List<String> parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    parts.forEach(part -> bytes.writeBytes(bytes(part)));
    return new Assets(
        directory,
        Stream.concat(assets.stream(), Stream.of(asset(name, bytes.toByteArray()))).toList());
  }

  /// The path of the file that is called `name` here.
  public String path(String name) {
    String file = fileByName.get(name);
    if (file == null) {
      throw new IllegalArgumentException("there is no asset " + name + ": indicates a bug");
    }
    return directory + "/" + file;
  }

  /// Answers `{file}` in the directory.
  public Answer answer(Request request) {
    Asset asset = byFile.get(request.pathParameter("file"));
    if (asset == null) {
      return Answer.empty(404);
    }
    return asset.answer().answer(request);
  }

  /// The file of that name under an address of its own, for pages of any origin. It changes with a
  /// new version of the hub, so it is kept for an hour.
  public static Answer open(String name) {
    byte[] bytes = bytes(name);
    return new Answer(200, List.of(new Answer.Header("Content-Type", type(name))), bytes)
        .with("Cache-Control", "public, max-age=3600")
        .with("ETag", "\"" + brief(bytes) + "\"")
        .with("Access-Control-Allow-Origin", "*")
        .with("Cross-Origin-Resource-Policy", "cross-origin")
        .with("X-Content-Type-Options", "nosniff");
  }

  private static String type(String name) {
    String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    if (type == null) {
      throw new IllegalArgumentException("no asset can be made of " + name + ": indicates a bug");
    }
    return type;
  }

  private static byte[] bytes(String name) {
    try (InputStream stream = Assets.class.getResourceAsStream("/web/" + name)) {
      if (stream == null) {
        throw new IllegalArgumentException("there is no file " + name + ": indicates a bug");
      }
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Asset asset(String name, byte[] bytes) {
    int dot = name.lastIndexOf('.');
    String extension = name.substring(dot + 1);
    String type = type(name);
    String file = name.substring(0, dot) + "-" + brief(bytes) + "." + extension;
    return new Asset(
        name,
        file,
        Packed.of(
            new Answer(
                200,
                List.of(
                    new Answer.Header("Content-Type", type),
                    new Answer.Header("Cache-Control", "public, max-age=31536000, immutable")),
                bytes)));
  }

  private static String brief(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(hash, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /// @param file the name with a part of its content's hash
  private record Asset(String name, String file, Packed answer) {}
}
