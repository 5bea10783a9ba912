package dev.tenon.cli;

import dev.tenon.cli.command.Verb;
import dev.tenon.sdk.json.JsonObject;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/// `tenon version`.
final class Version {
  private Version() {}

  static CommandSpec spec() {
    return Verb.named("version", "Shows the version.")
        .flag("--json", "print JSON, for programs")
        .does(
            call ->
                call.isJson()
                    ? call.print(
                        JsonObject.empty()
                            .with("version", number())
                            .with("java", Runtime.version().toString()))
                    : call.say(text()));
  }

  static String text() {
    return "tenon " + number() + " on Java " + Runtime.version().feature();
  }

  private static String number() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("(not packaged)");
  }
}
