package dev.tenon.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class InheritanceTest {
  private final List<CatalogueProblem> problems = new ArrayList<>();

  private Yaml.Mapping tree(String name, String yaml) {
    return YamlReader.read(name + ".yaml", yaml, problems).orElseThrow();
  }

  private String resolved(Map<String, String> files, String name) {
    Inheritance inheritance =
        new Inheritance(
            parent -> Optional.ofNullable(files.get(parent)).map(yaml -> tree(parent, yaml)),
            problems);
    return text(inheritance.resolve(tree(name, files.getOrDefault(name, ""))));
  }

  private static String text(Yaml node) {
    return switch (node) {
      case Yaml.Mapping mapping -> {
        List<String> entries = new ArrayList<>();
        mapping.entries().forEach((key, entry) -> entries.add(key + "=" + text(entry.value())));
        yield entries.toString();
      }
      case Yaml.Sequence sequence ->
          sequence.items().stream().map(InheritanceTest::text).toList().toString();
      case Yaml.Scalar scalar -> scalar.text();
    };
  }

  @Test
  void mappings_merge_at_every_depth_and_lists_replace() {
    Map<String, String> files =
        Map.of(
            "base", "{name: base, a: {b: {c: 1, d: 2}, e: [1, 2]}, f: 3}",
            "child", "{name: child, extends: base, a: {b: {d: 9}, e: [5]}}");
    assertThat(resolved(files, "child"))
        .isEqualTo("[name=child, extends=base, a=[b=[d=9, c=1], e=[5]], f=3]");
  }

  /// The leading peer replaces `proxy` whole, and loses retry and paging with it.
  @Test
  void overriding_one_part_of_the_api_keeps_its_retry_and_paging() {
    Map<String, String> files =
        Map.of(
            "base",
            "{name: base, api: {base_url: 'https://a', retry: {after: X}, paging: {type: link}}}",
            "child",
            "{name: child, extends: base, api: {base_url: 'https://b'}}");
    assertThat(resolved(files, "child"))
        .contains("api=[base_url=https://b, retry=[after=X], paging=[type=link]]");
  }

  @Test
  void empty_value_takes_an_inherited_key_away() {
    Map<String, String> files =
        Map.of(
            "base", "{name: base, a: {b: 1, c: 2}}",
            "child", "{name: child, extends: base, a: {b: ~}}");
    assertThat(resolved(files, "child")).isEqualTo("[name=child, extends=base, a=[c=2]]");
  }

  @Test
  void what_the_file_says_comes_first() {
    Map<String, String> files =
        Map.of(
            "base", "{name: base, definitions: {one: 1, two: 2}}",
            "child", "{name: child, extends: base, definitions: {three: 3, two: 9}}");
    assertThat(resolved(files, "child")).contains("definitions=[three=3, two=9, one=1]");
  }

  @Test
  void provenance_is_not_inherited() {
    Map<String, String> files =
        Map.of(
            "base", "{name: base, title: B, verified: true, checked: 2026-01-01, sources: [x]}",
            "child", "{name: child, extends: base}");
    assertThat(resolved(files, "child")).isEqualTo("[name=child, extends=base]");
  }

  @Test
  void grandparents_are_inherited_too() {
    Map<String, String> files =
        Map.of(
            "a", "{name: a, x: 1, y: 1}",
            "b", "{name: b, extends: a, y: 2}",
            "c", "{name: c, extends: b}");
    assertThat(resolved(files, "c")).contains("y=2").contains("x=1");
  }

  @Test
  void circle_is_an_error() {
    Map<String, String> files = Map.of("a", "{name: a, extends: b}", "b", "{name: b, extends: a}");
    assertThat(resolved(files, "a")).isNotEmpty();
    assertThat(problems)
        .extracting(CatalogueProblem::message)
        .containsExactly("must not go round in a circle: b → a → b");
  }

  @Test
  void unknown_parent_is_an_error_with_its_place() {
    assertThat(resolved(Map.of("a", "name: a\nextends: nope\n"), "a")).isNotEmpty();
    assertThat(problems)
        .extracting(CatalogueProblem::toString)
        .containsExactly("a.yaml:2:10: extends: there is no connector 'nope' to inherit from");
  }

  @Test
  void problem_in_an_inherited_part_names_the_parents_file() {
    Map<String, String> files =
        Map.of(
            "base", "name: base\ntitle: B\nx:\n  bad: 1\n",
            "child", "name: child\nextends: base\nx:\n  good: 1\n");
    Inheritance inheritance =
        new Inheritance(
            parent -> Optional.of(tree(parent, files.getOrDefault(parent, ""))), problems);
    Yaml.Mapping whole = inheritance.resolve(tree("child", files.getOrDefault("child", "")));
    Yaml.Mapping x = (Yaml.Mapping) Paths.step(whole, "x").orElseThrow();
    assertThat(key(x, "bad")).isEqualTo(new Place("base.yaml", 4, 3));
    assertThat(key(x, "good")).isEqualTo(new Place("child.yaml", 4, 3));
  }

  private static Place key(Yaml.Mapping mapping, String name) {
    return Optional.ofNullable(mapping.entries().get(name)).orElseThrow().key();
  }
}
