package dev.tenon.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class YamlReaderTest {
  private final List<CatalogueProblem> problems = new ArrayList<>();

  private Optional<Yaml.Mapping> read(String yaml) {
    return YamlReader.read("a.yaml", yaml, problems);
  }

  private List<String> lines() {
    return problems.stream().map(CatalogueProblem::toString).toList();
  }

  @Test
  void everything_knows_its_place() {
    Yaml.Mapping file = read("a: 1\nb:\n  - x\n  - c: true\n").orElseThrow();
    Yaml.Sequence list = (Yaml.Sequence) Paths.step(file, "b").orElseThrow();
    assertThat(list.items().get(0).place()).isEqualTo(new Place("a.yaml", 3, 5));
    assertThat(list.items().get(1)).isInstanceOf(Yaml.Mapping.class);
    assertThat(problems).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      quoteCharacter = '`',
      value = {
        "1 > NUMBER",
        "-1.5 > NUMBER",
        "1.2.3 > TEXT",
        "007 > TEXT",
        "0x1f > TEXT",
        "1_000 > TEXT",
        "2026-11-21 > TEXT",
        "12:30 > TEXT",
        "true > BOOLEAN",
        "no > TEXT",
        "on > TEXT",
        "~ > NOTHING",
        "'true' > TEXT",
        "${a} > TEXT",
      })
  void scalar_is_what_the_core_schema_says(String written, Yaml.Type type) {
    Yaml.Mapping file = read("a: " + written).orElseThrow();
    assertThat(Paths.step(file, "a").orElseThrow())
        .isInstanceOfSatisfying(
            Yaml.Scalar.class, scalar -> assertThat(scalar.type()).isEqualTo(type));
  }

  @Test
  void key_given_twice_is_an_error_that_names_both_places() {
    read("a: {x: 1}\nb: 2\na: 3\n");
    assertThat(lines()).containsExactly("a.yaml:3:1: a: is given twice, first in line 1");
  }

  @Test
  void alias_is_refused_before_it_unfolds() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 40; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    assertThat(read(bomb.toString())).isEmpty();
    assertThat(lines())
        .containsExactly("a.yaml:1:5: a0: must not use anchors and aliases; use extends");
  }

  @Test
  void tag_is_refused() {
    assertThat(read("a: !!javax.script.ScriptEngineManager [x]")).isEmpty();
    assertThat(lines()).containsExactly("a.yaml:1:4: a: must not use tags");
  }

  @Test
  void deep_nesting_is_refused() {
    assertThat(read("a: " + "[".repeat(1000) + "]".repeat(1000))).isEmpty();
    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst().message()).isEqualTo("is nested too deeply");
  }

  @Test
  void long_file_is_refused() {
    assertThat(read("a: '" + "x".repeat(YamlReader.LONGEST + 1) + "'")).isEmpty();
    assertThat(problems.getFirst().message()).startsWith("is not YAML");
  }

  @Test
  void broken_file_is_refused_with_its_place() {
    assertThat(read("a: 1\nb: [1,\nc: 2\n")).isEmpty();
    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst().line()).isEqualTo(4);
    assertThat(problems.getFirst().message()).startsWith("is not YAML: ");
  }

  @ParameterizedTest
  @CsvSource(value = {"''", "# nothing", "just text", "[a]"})
  void file_that_is_no_mapping_is_refused(String yaml) {
    assertThat(read(yaml)).isEmpty();
    assertThat(lines()).containsExactly("a.yaml:1:1: must be a mapping of fields");
  }

  @Test
  void second_document_is_refused() {
    assertThat(read("a: 1\n---\nb: 2\n")).isEmpty();
    assertThat(problems.getFirst().message())
        .isEqualTo("must be one document; a second begins here");
  }
}
