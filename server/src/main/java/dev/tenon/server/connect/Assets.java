package dev.tenon.server.connect;

import dev.tenon.server.http.Answer;
import dev.tenon.server.http.Request;
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

/// The files that pages need, under names that change with their content, so that browsers may keep
/// them for good. Immutable.
final class Assets {
  private static final Map<String, String> TYPES =
      Map.of("css", "text/css; charset=utf-8", "svg", "image/svg+xml");

  private final Map<String, Asset> byFile;
  private final Map<String, String> fileByName;

  private Assets(List<Asset> assets) {
    this.byFile = assets.stream().collect(Collectors.toMap(Asset::file, Function.identity()));
    this.fileByName = assets.stream().collect(Collectors.toMap(Asset::name, Asset::file));
  }

  /// The files of these names under `/web` on the class path.
  static Assets load(List<String> names) {
    return new Assets(names.stream().map(Assets::load).toList());
  }

  /// The path of the file that is called `name` here.
  String path(String name) {
    String file = fileByName.get(name);
    if (file == null) {
      throw new IllegalArgumentException("there is no asset " + name + ": indicates a bug");
    }
    return "/assets/" + file;
  }

  /// Answers `/assets/{file}`.
  Answer answer(Request request) {
    Asset asset = byFile.get(request.pathParameter("file"));
    return asset == null ? Answer.empty(404) : asset.answer();
  }

  private static Asset load(String name) {
    int dot = name.lastIndexOf('.');
    String extension = name.substring(dot + 1);
    String type = TYPES.get(extension);
    try (InputStream stream = Assets.class.getResourceAsStream("/web/" + name)) {
      if (stream == null || type == null) {
        throw new IllegalArgumentException("no asset can be made of " + name + ": indicates a bug");
      }
      byte[] bytes = stream.readAllBytes();
      Answer answer =
          new Answer(
              200,
              List.of(
                  new Answer.Header("Content-Type", type),
                  new Answer.Header("Cache-Control", "public, max-age=31536000, immutable")),
              bytes);
      return new Asset(name, name.substring(0, dot) + "-" + brief(bytes) + "." + extension, answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
  private record Asset(String name, String file, Answer answer) {}
}
