package dev.tenon.cli.command;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// One command, said without annotations, since reading those by reflection costs more than the
/// rest of a start.
public final class Verb {
  private final String name;
  private final String description;
  private final List<OptionSpec> options = new ArrayList<>();
  private final List<PositionalParamSpec> arguments = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  private Verb(String name, String description) {
    this.name = name;
    this.description = description;
  }

  /// A command with its name and one sentence for the help.
  public static Verb named(String name, String description) {
    return new Verb(name, description);
  }

  /// Commands below a common name.
  public static CommandSpec group(String name, String description, CommandSpec... commands) {
    CommandSpec group = CommandSpec.create().name(name);
    group.usageMessage().description(description);
    group.usageMessage().synopsisSubcommandLabel("COMMAND");
    group.addOption(help());
    for (CommandSpec command : commands) {
      group.addSubcommand(command.name(), command);
    }
    return group;
  }

  /// An option with a value; `names` are separated by a comma.
  public Verb option(String names, String label, String about) {
    return add(OptionSpec.builder(names.split(",")).paramLabel(label).description(about));
  }

  /// An option that must be given.
  public Verb required(String names, String label, String about) {
    return add(
        OptionSpec.builder(names.split(",")).paramLabel(label).description(about).required(true));
  }

  /// An option that may be given several times.
  public Verb repeated(String names, String label, String about) {
    options.add(
        OptionSpec.builder(names.split(","))
            .paramLabel(label)
            .description(about)
            .type(List.class)
            .auxiliaryTypes(String.class)
            .build());
    return this;
  }

  /// An option without a value.
  public Verb flag(String names, String about) {
    options.add(
        OptionSpec.builder(names.split(","))
            .description(about)
            .arity("0")
            .type(boolean.class)
            .build());
    return this;
  }

  /// A positional argument that must be given.
  public Verb argument(String label, String about) {
    return argument(label, about, "1");
  }

  /// A positional argument that may be given; it comes last.
  public Verb optionalArgument(String label, String about) {
    return argument(label, about, "0..1");
  }

  /// Lines below the options in the help.
  public Verb note(String... lines) {
    notes.addAll(List.of(lines));
    return this;
  }

  /// The options of every command that talks to a hub.
  public Verb atHub() {
    return option("--url", "URL", "the hub; else TENON_URL, else http://localhost:8080")
        .option("--api-key-file", "FILE", "file with the API key; else TENON_API_KEY")
        .flag("--json", "print JSON, for programs");
  }

  /// The finished command.
  public CommandSpec does(Action action) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(action).name(name);
    spec.usageMessage().description(description);
    if (!notes.isEmpty()) {
      spec.usageMessage().footer(notes.toArray(String[]::new)).footerHeading("%n");
    }
    arguments.forEach(spec::addPositional);
    options.forEach(spec::addOption);
    return spec.addOption(help());
  }

  /// The option that every command has.
  public static OptionSpec help() {
    return OptionSpec.builder("-h", "--help")
        .description("show this help")
        .arity("0")
        .type(boolean.class)
        .usageHelp(true)
        .build();
  }

  private Verb argument(String label, String about, String arity) {
    arguments.add(
        PositionalParamSpec.builder()
            .index(Integer.toString(arguments.size()))
            .arity(arity)
            .paramLabel(label)
            .description(about)
            .type(String.class)
            .build());
    return this;
  }

  private Verb add(OptionSpec.Builder option) {
    options.add(option.type(String.class).build());
    return this;
  }
}
