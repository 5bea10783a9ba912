package dev.tenon.resource;

import dev.tenon.connector.Paging;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Turns the pages of one list: from what a page said to how the next is asked for. Used by one
/// thread.
///
/// A provider that leads in a circle, or on without end, is noticed: [Turned.Lost].
final class Turning {
  private static final int PARTIAL = 206;
  private static final int OUT_OF_RANGE = 416;
  private static final Pattern CONTENT_RANGE =
      Pattern.compile("\\s*([A-Za-z-]+)[ =](\\d{1,15})-(\\d{1,15})/(\\d{1,15}|\\*)\\s*");
  private static final Pattern LINK = Pattern.compile("<([^<>]*)>\\s*((?:;[^,<]*)?)(?=,|$)");

  private final Paging paging;
  private final Consumer<String> notes;
  private final IdSet turned = new IdSet();
  private long next;
  private long total = -1;
  private boolean countsItems;

  /// @param notes hears what is odd
  Turning(Paging paging, Consumer<String> notes) {
    this.paging = paging;
    this.notes = notes;
    this.next = paging instanceof Paging.Page page ? page.first() : 0;
  }

  /// How the first page is asked for.
  PageAsk first() {
    return switch (paging) {
      case Paging.Range it -> range(it);
      case Paging.Offset it -> offset(it);
      case Paging.Page it -> page(it);
      case Paging.Link it -> PageAsk.of(size(it.sizeParameter(), it.pageSize()));
      case Paging.Cursor it -> PageAsk.of(size(it.sizeParameter(), it.pageSize()));
      case Paging.Bookmark _, Paging.None _ -> PageAsk.plain();
    };
  }

  /// How many items the list has, as the provider last said; negative where it has not, or counts
  /// something else.
  long total() {
    return countsItems ? total : -1;
  }

  /// Whether a page with this status is the end and no failure.
  boolean isEnd(int status) {
    return paging instanceof Paging.Range && next > 0 && status == OUT_OF_RANGE;
  }

  /// How the page after the next one will be asked for, where that is known before the next one is
  /// there: the list is counted, and longer.
  Optional<PageAsk> afterNext() {
    return switch (paging) {
      case Paging.Range it when next + it.pageSize() < total ->
          Optional.of(range(it, next + it.pageSize()));
      case Paging.Offset it when it.pageSize() > 0 && next + it.pageSize() < total ->
          Optional.of(offset(it, next + it.pageSize()));
      case Paging.Range _,
          Paging.Offset _,
          Paging.Page _,
          Paging.Link _,
          Paging.Cursor _,
          Paging.Bookmark _,
          Paging.None _ ->
          Optional.empty();
    };
  }

  /// What comes after a page.
  Turned after(PageHeard heard) {
    return switch (paging) {
      case Paging.Range it -> afterRange(it, heard);
      case Paging.Offset it -> afterOffset(it, heard);
      case Paging.Page it -> afterPage(it, heard);
      case Paging.Link it -> afterLink(it, heard);
      case Paging.Cursor it ->
          on(heard.around().text(it.path()), cursor -> more(it.parameter(), cursor, it));
      case Paging.Bookmark it -> afterBookmark(it, heard);
      case Paging.None _ -> afterWhole(heard);
    };
  }

  private Turned afterRange(Paging.Range range, PageHeard heard) {
    if (heard.status() != PARTIAL) {
      if (next > 0 && heard.items() > 0) {
        return new Turned.Lost(
            "range_ignored", "The provider sent the whole list again in place of the next part.");
      }
      return new Turned.End();
    }
    Optional<Matcher> said =
        heard.contentRange().map(CONTENT_RANGE::matcher).filter(Matcher::matches);
    if (said.isEmpty()) {
      notes.accept("a part came without saying of how much (206 without Content-Range)");
      next += heard.items();
      return heard.items() == 0 ? new Turned.End() : new Turned.More(range(range));
    }
    long last = Long.parseLong(said.get().group(3));
    countsItems |=
        heard.items() > 0 && last - Long.parseLong(said.get().group(2)) + 1 == heard.items();
    if (!said.get().group(4).equals("*")) {
      long now = Long.parseLong(said.get().group(4));
      if (total >= 0 && total != now) {
        notes.accept("the total changed while the list was read");
      }
      total = now;
    }
    if (heard.items() == 0 && last + 1 < total) {
      notes.accept("a page in the middle was empty");
    }
    if (last < next) {
      return heard.items() == 0 ? new Turned.End() : circle();
    }
    next = last + 1;
    boolean more = total < 0 ? heard.items() > 0 : next < total;
    return more ? new Turned.More(range(range)) : new Turned.End();
  }

  private Turned afterOffset(Paging.Offset offset, PageHeard heard) {
    Optional<Long> said =
        offset.totalPath().isEmpty()
            ? Optional.empty()
            : heard.around().text(offset.totalPath()).flatMap(Turning::whole);
    if (said.isPresent()) {
      if (total >= 0 && total != said.get()) {
        notes.accept("the total changed while the list was read");
      }
      total = said.get();
      countsItems = true;
    }
    if (heard.items() == 0) {
      return total > next
          ? new Turned.Lost("page_empty", "The provider says that there is more, and sent nothing.")
          : new Turned.End();
    }
    next += heard.items();
    boolean more = total < 0 ? heard.items() >= offset.pageSize() : next < total;
    return more ? new Turned.More(offset(offset)) : new Turned.End();
  }

  private Turned afterPage(Paging.Page page, PageHeard heard) {
    next++;
    boolean more = heard.items() > 0 && (page.pageSize() == 0 || heard.items() >= page.pageSize());
    return more ? new Turned.More(page(page)) : new Turned.End();
  }

  private Turned afterLink(Paging.Link link, PageHeard heard) {
    Optional<String> address =
        link.path().isEmpty()
            ? heard.link().flatMap(header -> link(header, link.rel()))
            : heard.around().text(link.path());
    if (address.isPresent() && heard.items() == 0) {
      notes.accept("a page in the middle was empty");
    }
    return on(address, it -> new Turned.More(PageAsk.address(it)));
  }

  private Turned afterBookmark(Paging.Bookmark bookmark, PageHeard heard) {
    Optional<String> mark = heard.around().text(bookmark.path());
    // One that comes again says that there is nothing behind it.
    return mark.isPresent() && turned.add(mark.get())
        ? new Turned.More(PageAsk.of(Map.of(bookmark.parameter(), mark.get())))
        : new Turned.End();
  }

  private Turned afterWhole(PageHeard heard) {
    if (heard.status() == PARTIAL) {
      return new Turned.Lost(
          "partial", "The provider sent a part of the list, and its connector knows no paging.");
    }
    return new Turned.End();
  }

  private Turned.More more(String parameter, String cursor, Paging.Cursor paging) {
    Map<String, String> query =
        new LinkedHashMap<>(size(paging.sizeParameter(), paging.pageSize()));
    query.put(parameter, cursor);
    return new Turned.More(PageAsk.of(query));
  }

  private Turned on(
      Optional<String> lead, java.util.function.Function<String, Turned.More> following) {
    if (lead.isEmpty()) {
      return new Turned.End();
    }
    return turned.add(lead.get()) ? following.apply(lead.get()) : circle();
  }

  private static Turned circle() {
    return new Turned.Lost(
        "circle", "The provider leads in a circle: the next page was there before.");
  }

  private PageAsk range(Paging.Range range) {
    return range(range, next);
  }

  private static PageAsk range(Paging.Range range, long from) {
    return PageAsk.range("%s=%d-%d".formatted(range.unit(), from, from + range.pageSize() - 1));
  }

  private PageAsk offset(Paging.Offset offset) {
    return offset(offset, next);
  }

  private static PageAsk offset(Paging.Offset offset, long from) {
    Map<String, String> query =
        new LinkedHashMap<>(size(offset.sizeParameter(), offset.pageSize()));
    query.put(offset.parameter(), Long.toString(from));
    return PageAsk.of(query);
  }

  private PageAsk page(Paging.Page page) {
    Map<String, String> query = new LinkedHashMap<>(size(page.sizeParameter(), page.pageSize()));
    query.put(page.parameter(), Long.toString(next));
    return PageAsk.of(query);
  }

  private static Map<String, String> size(String parameter, int size) {
    return parameter.isEmpty() || size == 0 ? Map.of() : Map.of(parameter, Integer.toString(size));
  }

  private static Optional<Long> whole(String text) {
    return text.matches("[0-9]{1,15}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }

  /// The address of relation `rel` in a `Link` header (RFC 8288).
  private static Optional<String> link(String header, String rel) {
    Matcher link = LINK.matcher(header);
    while (link.find()) {
      String parameters = link.group(2).replace(" ", "").toLowerCase(java.util.Locale.ROOT);
      if (parameters.matches(
          ".*;rel=(\"([^\"]*\\s)?" + rel + "(\\s[^\"]*)?\"|" + rel + ")(;.*)?")) {
        return Optional.of(link.group(1));
      }
    }
    return Optional.empty();
  }

  /// What comes after a page.
  sealed interface Turned {
    /// The same in words for people.
    default String words() {
      return switch (this) {
        case More(PageAsk ask) -> "goes on with " + ask.words();
        case End _ -> "that was the last";
        case Lost(String code, String _) -> "goes on, but cannot be read further: " + code;
      };
    }

    /// Another page.
    record More(PageAsk ask) implements Turned {}

    /// Nothing.
    record End() implements Turned {}

    /// More, that cannot be had.
    record Lost(String code, String detail) implements Turned {}
  }
}
