package dev.tenon.bench.exports;

import dev.tenon.sdk.json.Json;
import dev.tenon.sdk.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The same files by `curl --parallel`, which is told what there is.
final class Curl {
  private final Ada ada;
  private final Path directory;
  private final int parallel;

  Curl(Ada ada, Path directory, int parallel) {
    this.ada = ada;
    this.directory = directory;
    this.parallel = parallel;
  }

  /// Gets the lists of attachments, asks where each file is, and gets it.
  Took run(java.net.URI sandbox, String project, int todos, int files)
      throws IOException, InterruptedException {
    String token = ada.signIn().requiredText("access_token");
    String api = sandbox + "/connect-eu/tc/api/2.0/";
    String id = ada.project(token, project);
    Map<String, String> lists = new TreeMap<>();
    for (int i = 0; i < todos; i++) {
      lists.put("list-" + i, api + "todos/td_tb_" + i + "/attachments?projectId=" + id);
    }
    Map<String, String> asked = new TreeMap<>();
    for (int i = 0; i < files; i++) {
      asked.put("at-" + i, api + "files/fs/at_tb_" + i + "/downloadurl");
    }
    long before = System.nanoTime();
    all(lists, "Authorization: Bearer " + token);
    all(asked, "Authorization: Bearer " + token);
    long between = System.nanoTime();
    Map<String, String> addresses = new TreeMap<>();
    for (String name : asked.keySet()) {
      JsonObject answer = (JsonObject) Json.parse(Files.readString(directory.resolve(name)));
      addresses.put(name + ".jpg", answer.requiredText("url"));
    }
    long read = System.nanoTime();
    all(addresses, "Accept: */*");
    long end = System.nanoTime();
    return new Took((end - read) + (between - before), end - read);
  }

  private void all(Map<String, String> urls, String header)
      throws IOException, InterruptedException {
    List<String> config = new ArrayList<>();
    urls.forEach(
        (name, url) -> {
          config.add("url = \"" + url + "\"");
          config.add("output = \"" + directory.resolve(name) + "\"");
        });
    Path file = directory.resolve("curl.config");
    Files.write(file, config);
    Process curl =
        new ProcessBuilder(
                "curl",
                "--silent",
                "--show-error",
                "--fail",
                "--parallel",
                "--parallel-max",
                Integer.toString(parallel),
                "--header",
                header,
                "--config",
                file.toString())
            .inheritIO()
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (curl.waitFor() != 0) {
      throw new IllegalStateException("curl failed: " + curl.exitValue());
    }
  }

  /// Nanoseconds.
  ///
  /// @param all with the lists and the addresses
  /// @param filesAlone the files themselves
  record Took(long all, long filesAlone) {}
}
