package dev.tenon.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What an author of a bad file reads. The expected texts lie beside the files; `-Dgolden.update`
/// writes them anew.
final class BadConnectorTest {
  private static final Path DIRECTORY = Path.of("src/test/resources/dev/tenon/server/catalog/bad");

  @ParameterizedTest
  @ValueSource(strings = {"shape", "meaning", "syntax"})
  void bad_file_is_told_everything_that_is_wrong_with_it(String name) throws IOException {
    ShippedConnectors shipped = new ShippedConnectors();
    String yaml = Files.readString(DIRECTORY.resolve(name + ".yaml"));
    CatalogueCheck check = ConnectorCompiler.check(name + ".yaml", yaml, shipped::tree);

    assertThat(check).isInstanceOf(CatalogueCheck.Bad.class);
    String told =
        String.join(
                "\n",
                ((CatalogueCheck.Bad) check).problems().stream().map(Object::toString).toList())
            + "\n";
    Path golden = DIRECTORY.resolve(name + ".txt");
    if (Optional.ofNullable(System.getProperty("golden.update")).isPresent()) {
      Files.writeString(golden, told);
    }
    assertThat(List.of(told.split("\n"))).isEqualTo(Files.readAllLines(golden));
  }
}
