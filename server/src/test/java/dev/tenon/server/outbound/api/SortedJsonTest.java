package dev.tenon.server.outbound.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.resource.ResourceItem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Items as they are kept: what is equal reads the same.
final class SortedJsonTest {
  private final JsonPages pages = new JsonPages();

  @Test
  void members_are_in_order_at_every_depth_whatever_order_they_came_in() throws IOException {
    String one = item("{\"b\":{\"z\":1,\"a\":[{\"y\":2,\"x\":null}]},\"a\":\"é\"}").sortedJson();

    assertThat(one).isEqualTo("{\"a\":\"é\",\"b\":{\"a\":[{\"x\":null,\"y\":2}],\"z\":1}}");
    assertThat(
            item("{\"a\":\"\\u00e9\", \"b\":{\"a\":[{\"x\":null,\"y\":2}],\"z\":1}}").sortedJson())
        .isEqualTo(one);
  }

  @Test
  void what_no_database_takes_is_written_with_escapes() throws IOException {
    assertThat(item("{\"a\":\"\\u0000\"}").sortedJson()).isEqualTo("{\"a\":\"\\u0000\"}");
    String half = item("{\"a\":\"\\ud800x\",\"b\":\"\\ud83d\\ude00\"}").sortedJson();
    assertThat(half.chars().allMatch(c -> c < 0x80)).as(half).isTrue();
    assertThat(item(half).sortedJson()).isEqualTo(half);
  }

  @Test
  void what_was_kept_is_read_again() {
    assertThat(pages.item("{\"a\":{\"b\":7}}").text("a.b")).contains("7");
    assertThatThrownBy(() -> pages.item("[1]")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> pages.item("{")).isInstanceOf(IllegalArgumentException.class);
  }

  private ResourceItem item(String json) throws IOException {
    return pages
        .read(
            new ByteArrayInputStream(("[" + json + "]").getBytes(StandardCharsets.UTF_8)),
            "",
            List.of())
        .items()
        .getFirst();
  }
}
