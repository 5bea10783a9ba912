package dev.tenon.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.connector.Paging;
import dev.tenon.resource.Turning.Turned;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// How lists go on, whatever providers answer.
final class TurningTest {
  private final List<String> notes = new ArrayList<>();

  @Test
  void ranges_follow_each_other_to_the_total() {
    Turning turning = turning(new Paging.Range("items", 1000));

    assertThat(turning.first().range()).contains("items=0-999");
    assertThat(range(turning, "items 0-999/2500", 1000)).isEqualTo(more("items=1000-1999"));
    assertThat(range(turning, "items 1000-1999/2500", 1000)).isEqualTo(more("items=2000-2999"));
    assertThat(range(turning, "items 2000-2499/2500", 500)).isEqualTo(new Turned.End());
    assertThat(notes).isEmpty();
  }

  @Test
  void where_a_list_is_counted_the_page_after_the_next_is_known_as_long_as_there_is_one() {
    Turning range = turning(new Paging.Range("items", 1000));
    range.first();
    assertThat(range.afterNext()).isEmpty();
    range(range, "items 0-999/2001", 1000);
    assertThat(range.afterNext()).contains(PageAsk.range("items=2000-2999"));
    range(range, "items 1000-1999/2001", 1000);
    assertThat(range.afterNext()).isEmpty();

    Turning unknown = turning(new Paging.Range("items", 2));
    unknown.first();
    range(unknown, "items 0-1/*", 2);
    assertThat(unknown.afterNext()).isEmpty();
  }

  @Test
  void units_of_any_name_and_a_server_that_sends_less_than_was_asked_for() {
    Turning turning = turning(new Paging.Range("bytes", 10));
    turning.first();

    assertThat(range(turning, "bytes=0-3/9", 4)).isEqualTo(more("bytes=4-13"));
    assertThat(range(turning, "bytes 4-8/9", 5)).isEqualTo(new Turned.End());
  }

  @Test
  void a_total_that_is_not_known_or_changes_is_read_to_its_end() {
    Turning unknown = turning(new Paging.Range("items", 2));
    unknown.first();
    assertThat(range(unknown, "items 0-1/*", 2)).isEqualTo(more("items=2-3"));
    assertThat(unknown.isEnd(416)).isTrue();
    assertThat(range(unknown, "items 2-2/*", 0)).isEqualTo(new Turned.End());

    Turning changing = turning(new Paging.Range("items", 2));
    changing.first();
    range(changing, "items 0-1/4", 2);
    assertThat(range(changing, "items 2-3/5", 2)).isEqualTo(more("items=4-5"));
    assertThat(notes).containsExactly("the total changed while the list was read");
  }

  @Test
  void a_part_without_content_range_is_never_taken_for_the_whole() {
    Turning turning = turning(new Paging.Range("items", 3));
    turning.first();

    assertThat(heard(turning, 206, Optional.empty(), 3)).isEqualTo(more("items=3-5"));
    assertThat(heard(turning, 206, Optional.empty(), 1)).isEqualTo(more("items=4-6"));
    assertThat(heard(turning, 206, Optional.empty(), 0)).isEqualTo(new Turned.End());
    assertThat(notes).hasSize(1);
  }

  @Test
  void an_empty_part_in_the_middle_is_passed_and_noted() {
    Turning turning = turning(new Paging.Range("items", 2));
    turning.first();

    assertThat(range(turning, "items 0-1/6", 0)).isEqualTo(more("items=2-3"));
    assertThat(notes).containsExactly("a page in the middle was empty");
  }

  @Test
  void a_provider_that_ignores_the_range_or_goes_back_is_lost_and_not_followed() {
    Turning ignoring = turning(new Paging.Range("items", 2));
    ignoring.first();
    range(ignoring, "items 0-1/4", 2);
    assertThat(heard(ignoring, 200, Optional.empty(), 4)).isInstanceOf(Turned.Lost.class);

    Turning back = turning(new Paging.Range("items", 2));
    back.first();
    range(back, "items 0-1/6", 2);
    assertThat(range(back, "items 0-1/6", 2)).isInstanceOf(Turned.Lost.class);
  }

  @Test
  void links_of_header_and_body_are_followed_and_circles_are_noticed() {
    Turning header = turning(new Paging.Link("", "next", "limit", 50));
    assertThat(header.first().query()).isEqualTo(Map.of("limit", "50"));
    String links = "<https://p.test/a?page=1>; rel=\"prev\", <https://p.test/a?page=3>; rel=next";
    assertThat(linked(header, links)).isEqualTo(address("https://p.test/a?page=3"));
    assertThat(linked(header, links)).isInstanceOf(Turned.Lost.class);
    assertThat(linked(header, "<https://p.test/a?page=1>; rel=\"prev\""))
        .isEqualTo(new Turned.End());

    Turning body = turning(new Paging.Link("links.next.href", "next", "", 0));
    assertThat(around(body, "links.next.href", "/x?2", 3)).isEqualTo(address("/x?2"));
    assertThat(around(body, "other", "", 3)).isEqualTo(new Turned.End());
  }

  @Test
  void cursors_bookmarks_offsets_and_page_numbers_end_where_they_should() {
    Turning cursor = turning(new Paging.Cursor("next", "after", "size", 10));
    assertThat(around(cursor, "next", "abc", 10))
        .isEqualTo(new Turned.More(PageAsk.of(Map.of("size", "10", "after", "abc"))));
    assertThat(around(cursor, "next", "abc", 10)).isInstanceOf(Turned.Lost.class);
    assertThat(around(cursor, "none", "", 10)).isEqualTo(new Turned.End());

    Turning bookmark = turning(new Paging.Bookmark("mark", "bookmark"));
    assertThat(around(bookmark, "mark", "m1", 5))
        .isEqualTo(new Turned.More(PageAsk.of(Map.of("bookmark", "m1"))));
    assertThat(around(bookmark, "mark", "m1", 0)).isEqualTo(new Turned.End());

    Turning offset = turning(new Paging.Offset("offset", "limit", 100, "total"));
    assertThat(offset.first().query()).isEqualTo(Map.of("offset", "0", "limit", "100"));
    assertThat(around(offset, "total", "150", 100))
        .isEqualTo(new Turned.More(PageAsk.of(Map.of("offset", "100", "limit", "100"))));
    assertThat(around(offset, "total", "150", 50)).isEqualTo(new Turned.End());

    Turning short_ = turning(new Paging.Offset("offset", "limit", 100, "total"));
    around(short_, "total", "150", 100);
    assertThat(around(short_, "total", "150", 0)).isInstanceOf(Turned.Lost.class);

    Turning page = turning(new Paging.Page("p", 1, "n", 2));
    assertThat(page.first().query()).isEqualTo(Map.of("p", "1", "n", "2"));
    assertThat(around(page, "x", "", 2))
        .isEqualTo(new Turned.More(PageAsk.of(Map.of("p", "2", "n", "2"))));
    assertThat(around(page, "x", "", 1)).isEqualTo(new Turned.End());
  }

  @Test
  void a_part_where_the_connector_knows_no_paging_is_said_to_be_one() {
    assertThat(heard(turning(new Paging.None()), 206, Optional.empty(), 3))
        .isInstanceOf(Turned.Lost.class);
    assertThat(heard(turning(new Paging.None()), 200, Optional.empty(), 3))
        .isEqualTo(new Turned.End());
  }

  private Turning turning(Paging paging) {
    return new Turning(
        paging,
        note -> {
          if (!notes.contains(note)) {
            notes.add(note);
          }
        });
  }

  private static Turned range(Turning turning, String contentRange, int items) {
    return heard(turning, 206, Optional.of(contentRange), items);
  }

  private static Turned heard(
      Turning turning, int status, Optional<String> contentRange, int items) {
    return turning.after(
        new PageHeard(status, contentRange, Optional.empty(), items, new Around("", "")));
  }

  private static Turned linked(Turning turning, String link) {
    return turning.after(
        new PageHeard(200, Optional.empty(), Optional.of(link), 1, new Around("", "")));
  }

  private static Turned around(Turning turning, String path, String text, int items) {
    return turning.after(
        new PageHeard(200, Optional.empty(), Optional.empty(), items, new Around(path, text)));
  }

  private static Turned more(String range) {
    return new Turned.More(PageAsk.range(range));
  }

  private static Turned address(String address) {
    return new Turned.More(PageAsk.address(address));
  }

  private record Around(String path, String value) implements ResourceItem {
    @Override
    public Optional<String> text(String asked) {
      return asked.equals(path) ? Optional.of(value) : Optional.empty();
    }

    @Override
    public Optional<String> object(String asked) {
      return Optional.empty();
    }

    @Override
    public String json() {
      return "{}";
    }

    @Override
    public String sortedJson() {
      return "{}";
    }
  }
}
