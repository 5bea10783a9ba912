package dev.tenon.cli.command;

import dev.tenon.cli.terminal.ExitCode;
import dev.tenon.cli.terminal.FailedException;
import dev.tenon.cli.terminal.Failure;
import dev.tenon.cli.terminal.Table;
import dev.tenon.sdk.HubRefusedException;
import dev.tenon.sdk.OAuthClient;
import dev.tenon.sdk.OAuthClientFields;
import dev.tenon.sdk.TenonClient;
import dev.tenon.sdk.json.Json.JsonArray;
import dev.tenon.sdk.json.Json.JsonFlag;
import dev.tenon.sdk.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `tenon apps apply`: what an app's `viktor.config.toml` declares becomes so in the hub. All names
/// are looked at before anything is changed. What is assigned beyond the file stays, and is named.
final class ApplyCommand {
  private static final int NOT_FOUND = 404;

  private ApplyCommand() {}

  static ExitCode run(Invocation call) throws IOException {
    AppFile file = AppFile.read(call.file(call.argument(0)));
    String app = call.option("--name").or(file::registeredName).orElseThrow(() -> nameless(file));
    TenonClient hub = call.hub();
    List<OAuthClient> clients = clients(hub, file);
    boolean isNew = hub.apps().find(app).isEmpty();
    if (isNew) {
      hub.apps().create(app);
    }
    List<String> added = assign(hub, app, clients);
    List<String> notes = new ArrayList<>(differences(file));
    notes.addAll(beyond(hub, app, file));
    return tell(call, new Applied(app, isNew, added, notes), clients);
  }

  /// @param added the integrations that are newly assigned
  private record Applied(String app, boolean isNew, List<String> added, List<String> notes) {}

  private static List<OAuthClient> clients(TenonClient hub, AppFile file) {
    List<OAuthClient> clients = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (String name : file.integrations()) {
      try {
        clients.add(hub.oauthClients().get(name));
      } catch (HubRefusedException e) {
        if (e.problem().status() != NOT_FOUND) {
          throw e;
        }
        missing.add(name + nearest(e.problem().members().texts("nearest")));
      }
    }
    if (!missing.isEmpty()) {
      throw new FailedException(missing(hub, file, missing));
    }
    return clients;
  }

  private static Failure missing(TenonClient hub, AppFile file, List<String> missing) {
    List<String> there = hub.oauthClients().list().stream().map(OAuthClient::name).toList();
    return Failure.of(
        ExitCode.REFUSED,
        "%s lists %s, which the hub does not have. Nothing was changed."
            .formatted(file.file().getFileName(), String.join(" and ", missing)),
        "you",
        there.isEmpty()
            ? "An admin registers it: tenon oauth-clients create NAME --connector CONNECTOR"
            : "Write it exactly as the hub has it: " + String.join(", ", there) + ".");
  }

  private static String nearest(List<String> names) {
    return names.isEmpty() ? "" : " (did you mean '" + names.getFirst() + "'?)";
  }

  private static List<String> assign(TenonClient hub, String app, List<OAuthClient> clients) {
    List<String> added = new ArrayList<>();
    for (OAuthClient client : clients) {
      if (!client.forAllApps() && !client.apps().contains(app)) {
        List<String> apps = new ArrayList<>(client.apps());
        apps.add(app);
        hub.oauthClients().update(client.name(), OAuthClientFields.none().forApps(apps));
        added.add(client.name());
      }
    }
    return added;
  }

  /// Names that the code and the file do not share.
  private static List<String> differences(AppFile file) {
    List<String> notes = new ArrayList<>();
    for (String asked : file.askedFor()) {
      if (!file.integrations().contains(asked)) {
        Optional<String> near =
            NearestName.of(asked, file.integrations())
                .or(() -> only(file.integrations().stream().toList()));
        notes.add(
            "app.py asks for '%s', which oauth2_integrations does not list%s"
                .formatted(asked, near.map(it -> "; did you mean '" + it + "'?").orElse(".")));
      }
    }
    return notes;
  }

  private static Optional<String> only(List<String> names) {
    return names.size() == 1 ? Optional.of(names.getFirst()) : Optional.empty();
  }

  private static List<String> beyond(TenonClient hub, String app, AppFile file) {
    return hub.oauthClients().list().stream()
        .filter(client -> !client.forAllApps() && client.apps().contains(app))
        .map(OAuthClient::name)
        .filter(name -> !file.integrations().contains(name))
        .map(name -> "'" + name + "' is assigned to the app too, and the file does not list it.")
        .toList();
  }

  private static ExitCode tell(Invocation call, Applied applied, List<OAuthClient> clients) {
    if (call.isJson()) {
      return call.print(
          JsonObject.empty()
              .with("app", applied.app())
              .with("created", new JsonFlag(applied.isNew()))
              .with(
                  "oauth2_integrations",
                  JsonArray.ofTexts(clients.stream().map(OAuthClient::name).toList()))
              .with("assigned", JsonArray.ofTexts(applied.added()))
              .with("notes", JsonArray.ofTexts(applied.notes())));
    }
    call.say((applied.isNew() ? "Created the app " : "The app is there: ") + applied.app() + ".");
    for (OAuthClient client : clients) {
      boolean isNew = applied.added().contains(client.name());
      String already = client.forAllApps() ? "may be used by all apps." : "was assigned already.";
      call.say(client.name() + " " + (isNew ? "is assigned to it now." : already));
    }
    applied
        .notes()
        .forEach(note -> call.terminal().err().println("note: " + Table.printable(note)));
    return applied.isNew()
        ? call.say("Make a key for it: tenon keys create " + applied.app())
        : ExitCode.OK;
  }

  private static FailedException nameless(AppFile file) {
    return new FailedException(
        Failure.usage(
            file.file().getFileName() + " has no registered_name.",
            "Add it, or give --name NAME."));
  }
}
