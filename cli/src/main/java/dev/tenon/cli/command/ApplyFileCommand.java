package dev.tenon.cli.command;

import dev.tenon.cli.apply.ApplyFile;
import dev.tenon.cli.apply.Plan;
import dev.tenon.cli.apply.Step;
import dev.tenon.cli.terminal.ExitCode;
import dev.tenon.cli.terminal.FailedException;
import dev.tenon.cli.terminal.Failure;
import dev.tenon.cli.terminal.Table;
import dev.tenon.sdk.HubRefusedException;
import dev.tenon.sdk.TenonClient;
import dev.tenon.sdk.json.Json;
import dev.tenon.sdk.json.Json.JsonArray;
import dev.tenon.sdk.json.Json.JsonFlag;
import dev.tenon.sdk.json.Json.JsonNumber;
import dev.tenon.sdk.json.JsonObject;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/// `tenon apply`: a workspace made as a file says it, step by step, after the plan has been shown.
public final class ApplyFileCommand {
  private ApplyFileCommand() {}

  /// The command.
  public static CommandSpec spec() {
    return Verb.named(
            "apply", "Makes the workspace as a file says: shows what differs, and does it.")
        .argument("FILE", "the YAML that says how it is to be")
        .flag("--dry-run", "show what would be done, and do nothing")
        .flag("--prune", "delete what the file's sections do not have; asks before")
        .flag("--yes", "do not ask")
        .atHub()
        .note(
            "What the file leaves out stays as it is. Secrets are said as env:NAME or file:PATH.",
            "Paths are seen from the file. Applied twice, the second time there is nothing to do.")
        .does(ApplyFileCommand::run);
  }

  private static ExitCode run(Invocation call) throws IOException {
    Path file = call.file(call.argument(0));
    ApplyFile wanted = read(call, file);
    Path directory = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of(""));
    Plan plan =
        Plan.of(
            wanted,
            call.hub(),
            directory,
            call.flag("--prune") ? Plan.Prune.WHAT_IS_NOT_IN_THE_FILE : Plan.Prune.NOTHING);
    if (!call.isJson()) {
      show(call, plan);
    }
    if (call.flag("--dry-run") || plan.changes().isEmpty()) {
      return done(call, plan, call.flag("--dry-run") ? List.of() : plan.changes());
    }
    if (plan.deletes() && !call.flag("--yes") && !agreed(call, plan)) {
      throw new FailedException(
          Failure.of(ExitCode.REFUSED, "Nothing was changed.", "you", "Say --yes to delete."));
    }
    return done(call, plan, applied(call, plan));
  }

  private static ApplyFile read(Invocation call, Path file) throws IOException {
    if (!Files.isReadable(file)) {
      throw new FailedException(
          Failure.usage(
              "The file " + call.argument(0) + " cannot be read.", "Check its name and its mode."));
    }
    return switch (ApplyFile.read(file, call.argument(0), call.terminal().environment())) {
      case ApplyFile.Read.Good(ApplyFile good) -> good;
      case ApplyFile.Read.Bad(List<String> faults) -> {
        faults.forEach(line -> call.terminal().err().println(Table.printable(line)));
        throw new FailedException(
            Failure.usage(
                "%s has %s. Nothing was changed."
                    .formatted(
                        call.argument(0),
                        faults.size() == 1 ? "a fault" : faults.size() + " faults"),
                "Mend the file."));
      }
    };
  }

  private static boolean agreed(Invocation call, Plan plan) {
    long deleted = plan.steps().stream().filter(it -> it.act() == Step.Act.DELETE).count();
    return call.terminal().questions().agrees("Delete " + deleted + " of these? ");
  }

  /// Does step by step; whatever fails ends it, and a second run goes on.
  private static List<Step> applied(Invocation call, Plan plan) throws IOException {
    TenonClient hub = call.hub();
    List<Step> done = new ArrayList<>();
    for (Step step : plan.changes()) {
      try {
        step.doing().run(hub);
        done.add(step);
      } catch (HubRefusedException e) {
        throw new FailedException(
            new Failure(
                ExitCode.REFUSED,
                "The %s %s: %s".formatted(step.kind(), step.name(), e.problem().detail()),
                "you",
                "%d of %d steps are done. Mend the file and apply it again."
                    .formatted(done.size(), plan.changes().size()),
                Optional.of(e.problem().members())));
      } catch (FileAlreadyExistsException e) {
        throw new FailedException(
            Failure.of(
                ExitCode.REFUSED,
                "The %s %s: %s is there already.".formatted(step.kind(), step.name(), e.getFile()),
                "you",
                "%d of %d steps are done. Move the file away and apply again."
                    .formatted(done.size(), plan.changes().size())));
      }
    }
    return done;
  }

  private static void show(Invocation call, Plan plan) {
    Table table = Table.of("", "WHAT", "NAME", "");
    for (Step step : plan.steps()) {
      List<String> words = step.words().isEmpty() ? List.of("") : step.words();
      table.row(step.act().word(), step.kind(), step.name(), words.getFirst());
      words.stream().skip(1).forEach(word -> table.row("", "", "", word));
    }
    table.print(call.terminal(), "The file says nothing.");
    plan.steps().stream()
        .filter(step -> !step.note().isEmpty())
        .forEach(
            step ->
                call.terminal()
                    .err()
                    .println("note: " + Table.printable(step.name() + ": " + step.note())));
  }

  private static ExitCode done(Invocation call, Plan plan, List<Step> done) {
    boolean isDry = call.flag("--dry-run");
    if (call.isJson()) {
      return call.print(
          JsonObject.empty()
              .with("applied", new JsonFlag(!isDry))
              .with("changes", JsonNumber.of(plan.changes().size()))
              .with(
                  "steps",
                  new JsonArray(plan.steps().stream().map(ApplyFileCommand::json).toList())));
    }
    if (plan.changes().isEmpty()) {
      return call.say("Nothing to do.");
    }
    return call.say(
        isDry
            ? "Nothing was changed: this would be %d steps.".formatted(plan.changes().size())
            : "Done: %d steps.".formatted(done.size()));
  }

  private static Json json(Step step) {
    return JsonObject.empty()
        .with("action", step.act().word())
        .with("kind", step.kind().toLowerCase(Locale.ROOT).replace(' ', '_'))
        .with("name", step.name())
        .with("details", JsonArray.ofTexts(step.words()))
        .with("note", step.note());
  }
}
