package dev.tenon.cli.apply;

import dev.tenon.sdk.ApiKey;
import dev.tenon.sdk.App;
import dev.tenon.sdk.TenonClient;
import dev.tenon.sdk.json.Json;
import dev.tenon.sdk.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Apps and their keys. A key is made once, where the app has none of its name, and written to a
/// file; nothing ever shows it again.
final class AppPart {
  private static final String KIND = "app";
  private static final String KEY = "key";

  private final TenonClient hub;
  private final Path directory;

  AppPart(TenonClient hub, Path directory) {
    this.hub = hub;
    this.directory = directory;
  }

  List<Step> plan(List<Wish> wishes) {
    List<Step> steps = new ArrayList<>();
    for (Wish wish : wishes) {
      JsonObject keys = wish.fields().object(ApplyFile.KEYS).orElse(JsonObject.empty());
      JsonObject fields = without(wish.fields(), ApplyFile.KEYS);
      Wish app = new Wish(wish.name(), fields, Optional.empty(), wish.shown());
      Optional<App> there = hub.apps().find(wish.name());
      steps.add(step(app, there));
      Set<String> made =
          there.isPresent()
              ? hub.apps().keys(wish.name()).stream()
                  .filter(key -> key.revokedAt().isEmpty())
                  .map(ApiKey::name)
                  .collect(Collectors.toSet())
              : Set.of();
      for (String name : keys.members().keySet()) {
        steps.add(key(wish.name(), name, keys.requiredText(name), made.contains(name)));
      }
    }
    return steps;
  }

  static JsonObject without(JsonObject object, String name) {
    JsonObject rest = JsonObject.empty();
    for (Map.Entry<String, Json> each : object.members().entrySet()) {
      if (!each.getKey().equals(name)) {
        rest = rest.with(each.getKey(), each.getValue());
      }
    }
    return rest;
  }

  private static Step step(Wish wish, Optional<App> there) {
    if (there.isEmpty()) {
      return Step.of(
          Step.Act.CREATE,
          KIND,
          wish.name(),
          Difference.ofNew(wish),
          at -> at.apps().create(wish.fields().with("name", wish.name())));
    }
    Difference difference = Difference.of(wish, there.get().members());
    return difference.isNone()
        ? Step.unchanged(KIND, wish.name())
        : Step.of(
            Step.Act.CHANGE,
            KIND,
            wish.name(),
            difference.words(),
            at -> at.apps().update(wish.name(), difference.fields()));
  }

  private Step key(String app, String name, String path, boolean isMade) {
    SecretFile file = new SecretFile(directory.resolve(path));
    String called = app + "/" + name;
    if (isMade) {
      Step step = Step.unchanged(KEY, called);
      return file.isThere()
          ? step
          : step.noting(
              "The key is there, and %s is not: a key is shown once. Revoke it and apply again."
                  .formatted(path));
    }
    return Step.of(
            Step.Act.CREATE,
            KEY,
            called,
            List.of("written to " + path),
            at -> file.fill(() -> at.apps().createKey(app, name).key()))
        .noting(
            file.isThere()
                ? path + " is there already, of a key that the app has not: move it away first."
                : "");
  }

  List<Step> prune(List<Wish> wishes) {
    Set<String> wanted = wishes.stream().map(Wish::name).collect(Collectors.toSet());
    return hub.apps().list().stream()
        .map(App::name)
        .filter(name -> !wanted.contains(name))
        .map(
            name ->
                Step.of(
                    Step.Act.DELETE,
                    KIND,
                    name,
                    List.of("with its keys"),
                    at -> at.apps().delete(name)))
        .toList();
  }
}
