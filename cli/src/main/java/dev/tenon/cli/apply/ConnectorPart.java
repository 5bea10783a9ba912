package dev.tenon.cli.apply;

import dev.tenon.sdk.Connector;
import dev.tenon.sdk.TenonClient;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Connectors of the workspace's own.
final class ConnectorPart {
  private static final String KIND = "connector";

  private final TenonClient hub;
  private final Set<String> wanted = new HashSet<>();

  ConnectorPart(TenonClient hub) {
    this.hub = hub;
  }

  List<Step> plan(List<Wish> wishes) {
    List<Step> steps = new ArrayList<>();
    for (Wish wish : wishes) {
      String yaml = wish.fields().requiredText("yaml");
      String name = hub.connectors().check(yaml).name();
      wanted.add(name);
      steps.add(step(name, wish.name(), yaml));
    }
    return steps;
  }

  private Step step(String name, String file, String yaml) {
    Optional<Connector> there = hub.connectors().find(name).filter(it -> it.members().flag("own"));
    Optional<String> digest = there.flatMap(it -> it.members().text("yaml_sha256"));
    if (digest.filter(sha256(yaml)::equals).isPresent()) {
      return Step.unchanged(KIND, name);
    }
    return Step.of(
        there.isPresent() ? Step.Act.CHANGE : Step.Act.CREATE,
        KIND,
        name,
        List.of("from " + file),
        at -> at.connectors().add(yaml));
  }

  List<Step> prune() {
    return hub.connectors().list().stream()
        .filter(it -> it.members().flag("own") && !wanted.contains(it.name()))
        .map(
            it ->
                Step.of(
                    Step.Act.DELETE,
                    KIND,
                    it.name(),
                    List.of(),
                    at -> at.connectors().remove(it.name())))
        .toList();
  }

  static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
