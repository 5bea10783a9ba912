package dev.tenon.cli.apply;

import dev.tenon.sdk.TenonClient;
import dev.tenon.sdk.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is to be done so that a workspace is as a file says, in the order in which it must be done.
/// Made by looking, without changing anything.
///
/// @param steps what is to be made, changed or left; deletions last
public record Plan(List<Step> steps) {
  /// Copies the list.
  public Plan {
    steps = List.copyOf(steps);
  }

  /// Compares `file` with what `hub` has.
  ///
  /// @param directory from where the file's paths are seen
  /// @param prune whether what a section of the file does not have is to go
  /// @throws dev.tenon.sdk.HubRefusedException where a connector's file is not valid
  public static Plan of(ApplyFile file, TenonClient hub, Path directory, Prune prune) {
    ConnectorPart connectors = new ConnectorPart(hub);
    AppPart apps = new AppPart(hub, directory);
    ClientPart clients = new ClientPart(hub);
    WebhookPart webhooks = new WebhookPart(hub, directory);
    List<Step> steps = new ArrayList<>();
    file.connectors().ifPresent(it -> steps.addAll(connectors.plan(it)));
    file.apps().ifPresent(it -> steps.addAll(apps.plan(it)));
    file.oauthClients().ifPresent(it -> steps.addAll(clients.plan(it)));
    file.workspace().flatMap(it -> workspace(it, hub)).ifPresent(steps::add);
    file.retention().map(it -> RetentionPart.plan(it, hub)).ifPresent(steps::add);
    file.webhooks().ifPresent(it -> steps.addAll(webhooks.plan(it)));
    if (prune == Prune.WHAT_IS_NOT_IN_THE_FILE) {
      file.webhooks().ifPresent(it -> steps.addAll(webhooks.prune(it)));
      file.oauthClients().ifPresent(it -> steps.addAll(clients.prune(it)));
      file.apps().ifPresent(it -> steps.addAll(apps.prune(it)));
      file.connectors().ifPresent(it -> steps.addAll(connectors.prune()));
    }
    return new Plan(steps);
  }

  /// What is to be done at all.
  public List<Step> changes() {
    return steps.stream().filter(step -> step.act() != Step.Act.UNCHANGED).toList();
  }

  /// Whether anything goes.
  public boolean deletes() {
    return steps.stream().anyMatch(step -> step.act() == Step.Act.DELETE);
  }

  private static Optional<Step> workspace(Wish wish, TenonClient hub) {
    JsonObject there = BrandingEntry.withSameLogo(hub.workspace().members(), wish.fields());
    Difference difference = Difference.of(wish, there);
    String name = there.text("name").orElse("");
    if (difference.isNone()) {
      return Optional.of(Step.unchanged("workspace", name));
    }
    // Of an object that is sent, what is left out has its default: it goes as a whole.
    JsonObject fields = difference.fields();
    for (String whole : List.of("sign_in", "member_sign_in")) {
      if (fields.object(whole).isPresent() && wish.fields().object(whole).isPresent()) {
        fields = fields.with(whole, wish.fields().object(whole).get());
      }
    }
    JsonObject changed = fields;
    return Optional.of(
        Step.of(
            Step.Act.CHANGE,
            "workspace",
            name,
            difference.words(),
            at -> at.changeWorkspace(changed)));
  }

  /// Whether what is not in the file is to go.
  public enum Prune {
    /// It stays.
    NOTHING,
    /// It goes, where the file has the section that it would be in.
    WHAT_IS_NOT_IN_THE_FILE
  }
}
