package dev.tenon.server.outbound.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.resource.PageReader;
import dev.tenon.resource.PageReader.Page;
import dev.tenon.resource.PageReader.UnreadableException;
import dev.tenon.resource.ResourceItem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Pages as providers write them.
final class JsonPagesTest {
  private static final List<String> OFTEN = List.of("id", "name", "meta.tag");

  private final PageRoom room = new PageRoom(4, 0);
  private final JsonPages pages = new JsonPages();
  private final JsonPages crowded = new JsonPages(room);

  @Test
  void pages_that_are_held_together_take_no_more_than_there_is_room_for() throws IOException {
    Page first = crowded.read(twoChunks(), "", OFTEN);
    Page second = crowded.read(twoChunks(), "", OFTEN);

    assertThatThrownBy(() -> crowded.read(twoChunks(), "", OFTEN))
        .isInstanceOf(PageReader.NoRoomException.class);
    assertThat(room.free()).isZero();
    first.close();
    first.close();
    assertThat(room.free()).isEqualTo(2);
    assertThatThrownBy(() -> crowded.read(new ByteArrayInputStream(new byte[9]), "", OFTEN))
        .isInstanceOf(UnreadableException.class);
    assertThat(room.free()).isEqualTo(2);
    crowded.read(twoChunks(), "", OFTEN).close();
    second.close();

    assertThat(room.free()).isEqualTo(4);
  }

  private static InputStream twoChunks() {
    String json = "[{\"id\":\"" + "x".repeat(PageBytes.CHUNK) + "\"}]";
    return new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void items_are_cut_out_as_they_came_and_found_by_what_is_asked_for_often() throws Exception {
    Page page =
        read(
            "[{\"id\":7,\"name\":\"Ä\",\"x\":{\"y\":[1.50]}} , {\"name\":\"\",\"meta\":{\"tag\":\"t\"}}]",
            "");

    assertThat(page.items().stream().map(ResourceItem::json))
        .containsExactly(
            "{\"id\":7,\"name\":\"Ä\",\"x\":{\"y\":[1.50]}}",
            "{\"name\":\"\",\"meta\":{\"tag\":\"t\"}}");
    ResourceItem first = page.items().getFirst();
    assertThat(first.text("id")).contains("7");
    assertThat(first.text("name")).contains("Ä");
    assertThat(first.text("x.y.0")).contains("1.5");
    assertThat(first.object("x")).contains("{\"y\":[1.5]}");
    assertThat(first.text("x")).isEmpty();
    assertThat(page.items().getLast().text("id")).isEmpty();
    assertThat(page.items().getLast().text("name")).isEmpty();
    assertThat(page.items().getLast().text("meta.tag")).contains("t");
  }

  @Test
  void what_stands_between_an_items_braces_is_written_as_it_reads() throws Exception {
    String across = "x".repeat(PageBytes.CHUNK);
    Page page =
        read(
            "[{\"id\":1},{},{   },{ \"name\" : \"Ä\" },{\n  \"a\": [1,\n 2]\n},{\t},{\"big\":\""
                + across
                + "\"},{\"bigger\":\"é"
                + across
                + "\"}]",
            "");

    for (ResourceItem item : page.items()) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      boolean any = item.writeMembers(out);
      String written = out.toString(StandardCharsets.UTF_8);
      assertThat(any).isEqualTo(!written.isBlank());
      assertThat(written).doesNotContain("\n", "\r", "\t");
      assertThat(written.strip()).isEqualTo(item.json().replaceAll("^\\{\\s*|\\s*}$", ""));
    }
  }

  @Test
  void list_within_an_answer_has_what_is_around_it() throws Exception {
    Page page =
        read(
            "{\"next\":\"n\",\"data\":{\"total\":2,\"rows\":[{\"id\":\"a\"},{\"id\":\"b\"}],\"z\":1},\"a.b\":3}",
            "data.rows");

    assertThat(page.items()).extracting(it -> it.text("id").orElse("")).containsExactly("a", "b");
    assertThat(page.around().text("next")).contains("n");
    assertThat(page.around().text("data.total")).contains("2");
    assertThat(page.around().text("data.z")).contains("1");
    assertThat(page.around().text("a.b")).contains("3");
    assertThat(read("{\"data.rows\":[{\"id\":\"a\"}]}", "data.rows").items()).hasSize(1);
    assertThat(read("{\"data\":[{\"rows\":[{}]}]}", "data.0.rows").items()).hasSize(1);
  }

  @Test
  void answer_without_its_list_is_an_empty_page() throws Exception {
    assertThat(read("{\"next\":\"n\"}", "data").items()).isEmpty();
    assertThat(read("{\"data\":null}", "data").items()).isEmpty();
    assertThat(read("{\"url\":\"u\"}", "-").around().text("url")).contains("u");
  }

  @Test
  void what_is_laid_out_over_lines_becomes_one_line() throws Exception {
    assertThat(read("[\n {\n  \"id\": \"a\\nb\"\r\n }\n]", "").items().getFirst().json())
        .isEqualTo("{\"id\":\"a\\nb\"}");
    assertThat(read("\uFEFF[{\"id\":\"a\"}]", "").items().getFirst().json())
        .isEqualTo("{\"id\":\"a\"}");
  }

  @Test
  void long_items_and_many_of_them_are_cut_right() throws Exception {
    StringBuilder json = new StringBuilder("[");
    for (int i = 0; i < 500; i++) {
      json.append(i == 0 ? "" : ",")
          .append("{\"id\":\"")
          .append(i)
          .append("\",\"t\":\"")
          .append("é".repeat(i * 7))
          .append("\"}");
    }
    Page page = read(json.append("]").toString(), "");

    for (int i = 0; i < 500; i++) {
      assertThat(page.items().get(i).json())
          .isEqualTo("{\"id\":\"" + i + "\",\"t\":\"" + "é".repeat(i * 7) + "\"}");
    }
  }

  @Test
  void what_is_no_such_list_is_said_and_not_quoted() {
    assertThat(refusal("", "")).isEqualTo("is empty");
    assertThat(refusal("null", "")).isEqualTo("is empty");
    assertThat(refusal("{}", "")).isEqualTo("is no list");
    assertThat(refusal("[1]", "data")).isEqualTo("is empty");
    assertThat(refusal("{\"data\":7}", "data")).isEqualTo("has no list at 'data'");
    assertThat(refusal("[{},7]", "")).contains("no object");
    assertThat(refusal("[{}] []", "")).contains("goes on");
    assertThat(refusal("<html>secret", "")).contains("not JSON").doesNotContain("secret");
    assertThat(refusal("[{\"a\":", "")).contains("not JSON");
    assertThat(refusal("[" + "{\"a\":".repeat(100), "")).contains("nested");
    assertThat(refusal("[{\"a\":\"\u00ff\"}]", "", StandardCharsets.ISO_8859_1))
        .contains("not JSON");
    assertThat(refusal("[{\"a\":1}]", "", StandardCharsets.UTF_16LE)).contains("UTF-8");
  }

  @Test
  void body_without_end_and_body_that_breaks_off_are_told_apart() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return ' ';
          }

          @Override
          public int read(byte[] bytes, int from, int count) {
            java.util.Arrays.fill(bytes, from, from + count, (byte) ' ');
            return count;
          }
        };
    assertThatThrownBy(() -> pages.read(endless, "", OFTEN))
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining("is larger than");
    InputStream broken =
        new SequenceInputStream(
            new ByteArrayInputStream("[{\"a\":1}]".getBytes(StandardCharsets.UTF_8)),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("reset");
              }

              @Override
              public int read(byte[] bytes, int from, int count) throws IOException {
                throw new IOException("reset");
              }
            });
    assertThatThrownBy(() -> pages.read(broken, "", OFTEN))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(UnreadableException.class);
  }

  private Page read(String json, String items) throws IOException {
    return pages.read(
        new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), items, OFTEN);
  }

  private String refusal(String json, String items) {
    return refusal(json, items, StandardCharsets.UTF_8);
  }

  private String refusal(String json, String items, Charset charset) {
    try {
      pages.read(new ByteArrayInputStream(json.getBytes(charset)), items, OFTEN);
      return "";
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
