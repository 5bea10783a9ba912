package dev.tenon.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Forms with files.
final class MultipartTest {
  private static final String TEXT = "--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n";
  private static final String FILE =
      """
      --B\r
      Content-Disposition: form-data; name="f"; filename="%s"\r
      Content-Type: image/png\r
      \r
      """;

  @Test
  void texts_come_as_they_were_typed_and_files_byte_by_byte() {
    Multipart form =
        parse(TEXT + "ä\r\n--A\r\n" + FILE.formatted("name= x.png") + "\u0000\r\n\u0001\r\n--B--");

    assertThat(form.texts().get("a")).containsExactly("ä\r\n--A");
    assertThat(form.files().get("f")).isEqualTo(new byte[] {0, '\r', '\n', 1});
  }

  @Test
  void a_field_that_comes_twice_has_both_and_a_file_that_was_not_chosen_is_not_there() {
    Multipart form = parse(TEXT + "1\r\n" + TEXT + "\r\n" + FILE.formatted("") + "\r\n--B--\r\n");

    assertThat(form.texts().get("a")).containsExactly("1", "");
    assertThat(form.files()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--B",
        "--B\r\n",
        "--C\r\n\r\n",
        "--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx",
        "--B\r\nContent-Disposition: form-data\r\n\r\nx\r\n--B--",
        "--B\r\nno end of the head\r\n--B--"
      })
  void what_is_not_whole_is_refused(String body) {
    assertThatThrownBy(() -> parse(body)).isInstanceOf(ProblemException.class);
  }

  @Test
  void more_parts_than_a_form_has_are_refused() {
    assertThat(parse((TEXT + "x\r\n").repeat(100) + "--B--").texts().get("a")).hasSize(100);
    assertThatThrownBy(() -> parse((TEXT + "x\r\n").repeat(101) + "--B--"))
        .isInstanceOf(ProblemException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "multipart/form-data; boundary=----WebKitFormBoundaryAbc|----WebKitFormBoundaryAbc",
        "Multipart/Form-Data;boundary=\"a b\"|",
        "multipart/mixed; boundary=x|",
        "application/x-www-form-urlencoded|"
      })
  void the_boundary_is_read_off_the_type(String type, String boundary) {
    assertThat(Multipart.boundary(type).orElse(null)).isEqualTo(boundary);
  }

  private static Multipart parse(String body) {
    return Multipart.parse("B", body.getBytes(StandardCharsets.UTF_8));
  }
}
