package dev.tenon.cli.apply;

import dev.tenon.sdk.Secret;
import dev.tenon.sdk.TenonClient;
import dev.tenon.sdk.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Webhooks, known by their address.
final class WebhookPart {
  private static final String KIND = "webhook";

  private final TenonClient hub;
  private final Path directory;

  WebhookPart(TenonClient hub, Path directory) {
    this.hub = hub;
    this.directory = directory;
  }

  List<Step> plan(List<Wish> wishes) {
    List<JsonObject> there = hub.webhooks().list().toList();
    return wishes.stream().map(wish -> step(wish, there)).toList();
  }

  private Step step(Wish wish, List<JsonObject> there) {
    Optional<String> path = wish.fields().text(ApplyFile.WRITE_SECRET_TO);
    Wish webhook =
        new Wish(
            wish.name(),
            AppPart.without(wish.fields(), ApplyFile.WRITE_SECRET_TO),
            Optional.empty(),
            wish.shown());
    Optional<JsonObject> found =
        there.stream()
            .filter(it -> it.text("url").filter(wish.name()::equals).isPresent())
            .findFirst();
    if (found.isEmpty()) {
      return created(webhook, path);
    }
    Difference difference = Difference.of(webhook, found.get());
    Step step =
        difference.isNone()
            ? Step.unchanged(KIND, wish.name())
            : Step.of(
                Step.Act.CHANGE,
                KIND,
                wish.name(),
                difference.words(),
                at -> at.webhooks().update(found.get().requiredText("id"), difference.fields()));
    return path.filter(it -> !file(it).isThere()).isPresent()
        ? step.noting("Its secret is shown once, and %s is not there.".formatted(path.get()))
        : step;
  }

  private Step created(Wish wish, Optional<String> path) {
    JsonObject fields = wish.fields().with("url", wish.name());
    List<String> words = new java.util.ArrayList<>(Difference.ofNew(wish));
    path.ifPresent(it -> words.add("secret: written to " + it));
    return Step.of(Step.Act.CREATE, KIND, wish.name(), words, at -> create(at, fields, path))
        .noting(
            path.isEmpty()
                ? "Its secret is not written anywhere: rotate it in the console to see one."
                : file(path.get()).isThere()
                    ? path.get() + " is there already: move it away first."
                    : "");
  }

  private void create(TenonClient at, JsonObject fields, Optional<String> path) throws IOException {
    if (path.isEmpty()) {
      at.webhooks().create(fields);
      return;
    }
    file(path.get()).fill(() -> Secret.of(at.webhooks().create(fields).requiredText("secret")));
  }

  private SecretFile file(String path) {
    return new SecretFile(directory.resolve(path));
  }

  List<Step> prune(List<Wish> wishes) {
    Set<String> wanted = wishes.stream().map(Wish::name).collect(Collectors.toSet());
    return hub.webhooks().list().stream()
        .filter(it -> !wanted.contains(it.text("url").orElse("")))
        .map(
            it ->
                Step.of(
                    Step.Act.DELETE,
                    KIND,
                    it.text("url").orElse(""),
                    List.of(),
                    at -> at.webhooks().delete(it.requiredText("id"))))
        .toList();
  }
}
