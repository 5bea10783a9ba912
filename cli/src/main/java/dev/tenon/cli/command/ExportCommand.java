package dev.tenon.cli.command;

import dev.tenon.cli.export.Export;
import dev.tenon.cli.export.Export.FileSource;
import dev.tenon.cli.terminal.ExitCode;
import dev.tenon.cli.terminal.FailedException;
import dev.tenon.cli.terminal.Failure;
import dev.tenon.cli.terminal.Table;
import dev.tenon.sdk.ResourceQuery;
import dev.tenon.sdk.json.Json;
import dev.tenon.sdk.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/// `tenon export`: a list and its files, into a directory.
public final class ExportCommand {
  private static final String PARALLEL = "8";
  private static final String MOST_BYTES = "10000000000";

  private ExportCommand() {}

  /// The command.
  public static CommandSpec spec() {
    return ListCommand.narrowed(
            Verb.named("export", "Writes what a user can see at a provider into a directory.")
                .argument("INTEGRATION/RESOURCE", "for example trimble-connect/todos"))
        .required("--to", "DIRECTORY", "where to; run again, it goes on where it was")
        .flag("--attachments", "with the files of the items")
        .repeated("--format", "FORMAT", "beside NDJSON: csv or geojson")
        .flag("--verify", "read files that are there, and compare their hashes")
        .option("--parallel", "N", "how many files at once; " + PARALLEL + " unless given")
        .option("--max-file-size", "BYTES", "larger files are left out, and said to be")
        .atHub()
        .note(
            "The directory has RESOURCE.ndjson, files/ and manifest.json with a SHA-256 of each file.",
            "Run again, it goes on where it was, also after it was killed.",
            "What is missing is in the manifest, and the exit code is 5 then.")
        .does(ExportCommand::run);
  }

  private static ExitCode run(Invocation call) throws IOException {
    ResourceQuery query = ListCommand.query(call);
    String resource = ListCommand.names(call)[1];
    Path directory = call.file(call.required("--to"));
    Optional<FileSource> files =
        call.flag("--attachments") ? Optional.of(files(query, resource)) : Optional.empty();
    Export export =
        new Export(
            query,
            resource,
            files,
            directory,
            new Export.Options(
                formats(call, query, resource),
                Math.toIntExact(ListCommand.whole(call, "--parallel", PARALLEL)),
                call.flag("--verify"),
                ListCommand.whole(call, "--max-file-size", MOST_BYTES)),
            call.terminal());
    try {
      return tell(call, directory, export.run());
    } catch (Export.BusyException _) {
      throw new FailedException(
          Failure.usage(
              "Another export writes into " + directory + " at this moment.",
              "Wait for it, or export into another directory."));
    }
  }

  private static List<String> formats(Invocation call, ResourceQuery query, String resource) {
    List<String> wanted =
        call.options("--format").stream().distinct().filter(it -> !it.equals("ndjson")).toList();
    if (wanted.isEmpty()) {
      return wanted;
    }
    List<String> there =
        query.describe().items("items").stream()
            .map(JsonObject.class::cast)
            .filter(it -> it.text("name").filter(resource::equals).isPresent())
            .flatMap(it -> it.texts("formats").stream())
            .filter(it -> !it.equals("json"))
            .toList();
    for (String format : wanted) {
      if (!there.contains(format)) {
        throw new FailedException(
            Failure.usage(
                "There is no format '" + format + "' of " + resource + ".",
                "One of " + String.join(", ", there) + "."));
      }
    }
    return wanted;
  }

  /// What has the files of `resource`: its own items, or those below them.
  private static FileSource files(ResourceQuery query, String resource) {
    for (Json each : query.describe().items("items")) {
      if (each instanceof JsonObject it && it.flag("files")) {
        String name = it.text("name").orElse("");
        if (name.equals(resource) || it.text("parent").filter(resource::equals).isPresent()) {
          return new FileSource(name, query.of(name));
        }
      }
    }
    throw new FailedException(
        Failure.usage(
            "Neither " + resource + " nor what is below them has files.",
            "Leave --attachments out."));
  }

  private static long incomplete(JsonObject manifest) {
    return manifest.items("forms").stream()
        .filter(it -> it instanceof JsonObject form && !form.flag("complete"))
        .count();
  }

  private static ExitCode tell(Invocation call, Path directory, JsonObject manifest) {
    boolean complete = manifest.flag("complete");
    long failed = manifest.number("failed").orElse(0);
    if (call.isJson()) {
      call.print(manifest);
      return complete ? ExitCode.OK : ExitCode.PROVIDER_UNAVAILABLE;
    }
    call.say(
        "%d items and %d files are in %s."
            .formatted(
                manifest.number("count").orElse(0),
                manifest.items("files").size() - failed,
                directory));
    if (complete) {
      return ExitCode.OK;
    }
    int shown = 0;
    for (Json each : manifest.items("files")) {
      if (each instanceof JsonObject file
          && file.text("status").filter("failed"::equals).isPresent()
          && shown++ < 10) {
        call.terminal()
            .err()
            .println(
                "missing: "
                    + Table.printable(
                        file.text("name").orElse("") + ": " + file.text("reason").orElse("")));
      }
    }
    throw new FailedException(
        Failure.of(
            ExitCode.PROVIDER_UNAVAILABLE,
            "The export is not complete: %d files, %d parts of lists and %d forms are missing."
                .formatted(failed, manifest.items("missing").size(), incomplete(manifest)),
            "nobody",
            "Run the command again: what is there stays. manifest.json says what is missing."));
  }
}
