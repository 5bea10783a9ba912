package dev.tenon.cli.command;

import dev.tenon.cli.terminal.Details;
import dev.tenon.cli.terminal.ExitCode;
import dev.tenon.cli.terminal.FailedException;
import dev.tenon.cli.terminal.Failure;
import dev.tenon.cli.terminal.Table;
import dev.tenon.sdk.json.Json.JsonArray;
import dev.tenon.sdk.json.JsonObject;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/// `tenon issuers`.
public final class IssuerCommands {
  private IssuerCommands() {}

  /// The commands.
  public static CommandSpec spec() {
    return Verb.group(
        "issuers",
        "The identity providers whose tokens are exchanged for users' tokens.",
        Verb.named("list", "Lists them.").atHub().does(IssuerCommands::list),
        fields(Verb.named("register", "Registers one.").argument("ISSUER", "its https address"))
            .does(IssuerCommands::register),
        Verb.named("show", "Shows one.")
            .argument("ID", "its id")
            .atHub()
            .does(IssuerCommands::show),
        fields(
                Verb.named("update", "Changes what is given, and nothing else.")
                    .argument("ID", "its id"))
            .does(IssuerCommands::update),
        Verb.named("delete", "Deletes one: its tokens are exchanged no more.")
            .argument("ID", "its id")
            .atHub()
            .does(IssuerCommands::delete));
  }

  private static Verb fields(Verb verb) {
    return verb.repeated("--audience", "TEXT", "whom its tokens must be for; may be repeated")
        .option("--user-claim", "NAME", "the claim that is the user's id; else sub")
        .option("--jwks-uri", "URL", "where its keys are; else its metadata says so")
        .atHub();
  }

  private static ExitCode list(Invocation call) {
    return Listing.show(
        call,
        call.hub().issuers().list(),
        issuer -> issuer,
        Table.of("ID", "ISSUER", "AUDIENCES", "USER CLAIM"),
        issuer ->
            new String[] {
              issuer.text("id").orElse(""),
              issuer.text("issuer").orElse(""),
              String.join(", ", issuer.texts("audiences")),
              issuer.text("user_claim").orElse("")
            },
        "No issuers yet. Register one: tenon issuers register ISSUER --audience TEXT");
  }

  private static ExitCode register(Invocation call) {
    return details(call, call.hub().issuers().create(given(call).with("issuer", call.argument(0))));
  }

  private static ExitCode show(Invocation call) {
    String id = call.argument(0);
    return details(
        call, Listing.found(call.hub().issuers().find(id), "issuer", id, "tenon issuers list"));
  }

  private static ExitCode update(Invocation call) {
    JsonObject given = given(call);
    if (given.members().isEmpty()) {
      throw new FailedException(
          Failure.usage("Nothing to change was given.", "See: tenon issuers update --help"));
    }
    return details(call, call.hub().issuers().update(call.argument(0), given));
  }

  private static ExitCode delete(Invocation call) {
    call.hub().issuers().delete(call.argument(0));
    return call.isJson() ? ExitCode.OK : call.say("Deleted " + call.argument(0) + ".");
  }

  private static JsonObject given(Invocation call) {
    JsonObject given = JsonObject.empty();
    List<String> audiences = call.options("--audience");
    if (!audiences.isEmpty()) {
      given = given.with("audiences", JsonArray.ofTexts(audiences));
    }
    if (call.option("--user-claim").isPresent()) {
      given = given.with("user_claim", call.required("--user-claim"));
    }
    return call.option("--jwks-uri").isPresent()
        ? given.with("jwks_uri", call.required("--jwks-uri"))
        : given;
  }

  private static ExitCode details(Invocation call, JsonObject issuer) {
    if (call.isJson()) {
      return call.print(issuer);
    }
    new Details()
        .line("Id", issuer.text("id").orElse(""))
        .line("Issuer", issuer.text("issuer").orElse(""))
        .line("Audiences", String.join(", ", issuer.texts("audiences")))
        .line("User claim", issuer.text("user_claim").orElse(""))
        .line("Keys", issuer.text("jwks_uri").orElse(""))
        .print(call.terminal());
    for (String warning : issuer.texts("warnings")) {
      call.terminal().err().println("note: " + Table.printable(warning));
    }
    return ExitCode.OK;
  }
}
