package dev.tenon.server.admin.data;

import dev.tenon.call.ApiAnswer;
import dev.tenon.resource.ListedItem;
import dev.tenon.resource.ListingWish;
import dev.tenon.resource.ResourceFiles.Opening;
import dev.tenon.server.admin.page.Pages;
import dev.tenon.server.admin.page.Section;
import dev.tenon.server.admin.page.Visit;
import dev.tenon.server.admin.page.Words;
import dev.tenon.server.http.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.function.BiFunction;

/// Files of items, and whole lists as files. Whatever a provider stores, no browser runs it here:
/// pictures are told by their bytes and get their type from us, text is shown escaped, everything
/// else is saved.
final class FilePages {
  private static final int LARGEST_PICTURE = 8_000_000;
  private static final int SHOWN_TEXT = 256 * 1024;
  private static final int AT_ONCE = 4;

  private final Pages pages;
  private final DataParts parts;
  private final Subjects subjects;
  private final Shelf shelf;
  private final ItemPages items;
  private final Semaphore turns = new Semaphore(AT_ONCE);

  FilePages(Pages pages, DataParts parts, Subjects subjects, Shelf shelf, ItemPages items) {
    this.pages = pages;
    this.parts = parts;
    this.subjects = subjects;
    this.shelf = shelf;
    this.items = items;
  }

  /// The whole list on its way, in one of its forms.
  Answer export(Visit visit) {
    return ResourcePages.with(
        visit,
        subjects,
        asked -> {
          String format = visit.query("format").orElse("");
          if (!List.of("csv", "json", "ndjson", "geojson").contains(format)) {
            return visit.unknown("form of a list");
          }
          Answer answer =
              parts
                  .downloads()
                  .list(
                      asked.subject().caller(),
                      asked.connection(),
                      asked.subject().ask(),
                      new ListingWish(
                          asked.resource().name(), asked.within(), OptionalLong.empty()),
                      format);
          shelf.note(visit, asked, "data.exported");
          return saved(answer, asked.resource().name() + "." + format);
        });
  }

  /// The file of an item, to be saved.
  Answer file(Visit visit) {
    return withFile(
        visit,
        (asked, item) -> {
          Answer answer =
              parts
                  .downloads()
                  .file(
                      asked.subject().caller(),
                      asked.connection(),
                      asked.subject().ask(),
                      asked.resource().name(),
                      item.id(),
                      item.fileQuery(),
                      disposition(item.file().orElse(item.id())));
          shelf.note(visit, asked, "data.file_read");
          return answer;
        });
  }

  /// A picture.
  Answer picture(Visit visit) {
    return withFile(
        visit,
        (asked, item) -> {
          shelf.notePicture(visit, asked, item.id());
          return opened(asked, item, FilePages::picture);
        });
  }

  /// A text, as a page.
  Answer text(Visit visit) {
    return withFile(
        visit,
        (asked, item) -> {
          shelf.note(visit, asked, "data.file_read");
          return opened(
              asked,
              item,
              file -> {
                byte[] bytes = file.body().readNBytes(SHOWN_TEXT + 1);
                boolean isCut = bytes.length > SHOWN_TEXT;
                String text =
                    new String(
                        bytes, 0, Math.min(bytes.length, SHOWN_TEXT), StandardCharsets.UTF_8);
                return page(visit, asked, item, text.replace('\0', '\ufffd'), isCut);
              });
        });
  }

  private Answer page(Visit visit, Asked asked, ListedItem item, String text, boolean isCut) {
    String name = item.file().orElse(item.id());
    RowMaker rows = new RowMaker(pages.site(), asked, new Table(asked.line()), visit.now());
    var parameters = Asked.and(asked.place(), "item", item.id());
    item.region().ifPresent(it -> parameters.put("region", it));
    TextPage page =
        new TextPage(
            visit.frame(name, Section.DATA),
            name,
            rows.item(Thing.of(item)),
            rows.name(Thing.of(item)),
            pages.site().path(Asked.address(asked.base("/file"), parameters)),
            text,
            isCut
                ? Optional.of("The first " + Words.number(SHOWN_TEXT) + " bytes are shown.")
                : Optional.empty());
    return Pages.html(200, output -> JtetextGenerated.render(output, Pages.none(), page));
  }

  private static Answer picture(ApiAnswer file) throws IOException {
    byte[] bytes = file.body().readNBytes(LARGEST_PICTURE + 1);
    Optional<String> type =
        bytes.length > LARGEST_PICTURE ? Optional.empty() : FileKind.picture(bytes);
    // A broken picture says enough beside the link that saves the file.
    return type.map(it -> inline(bytes, it)).orElseGet(() -> Answer.empty(415));
  }

  private static Answer inline(byte[] bytes, String type) {
    return new Answer(
        200,
        List.of(
            new Answer.Header("Content-Type", type),
            new Answer.Header("Content-Disposition", "inline"),
            new Answer.Header("Content-Security-Policy", "default-src 'none'; sandbox"),
            new Answer.Header("X-Content-Type-Options", "nosniff"),
            new Answer.Header("Cross-Origin-Resource-Policy", "same-origin"),
            new Answer.Header("Cache-Control", "no-store")),
        bytes);
  }

  private Answer withFile(Visit visit, BiFunction<Asked, ListedItem, Answer> answer) {
    return ResourcePages.with(
        visit,
        subjects,
        asked ->
            visit
                .query("item")
                .flatMap(id -> items.live(visit, asked, id))
                .filter(item -> item.file().isPresent())
                .map(item -> answer.apply(asked, item))
                .orElseGet(() -> visit.unknown("file")));
  }

  private Answer opened(Asked asked, ListedItem item, Use use) {
    if (!turns.tryAcquire()) {
      return Answer.empty(429).with("Retry-After", "2");
    }
    try {
      Opening opening =
          parts
              .files()
              .open(
                  asked.subject().caller(),
                  asked.connection(),
                  asked.subject().ask(),
                  asked.resource().name(),
                  item.id(),
                  item.fileQuery());
      if (!(opening instanceof Opening.Opened(ApiAnswer file))) {
        return Answer.empty(502);
      }
      try (file;
          InputStream _ = file.body()) {
        return use.of(file);
      }
    } catch (IOException _) {
      return Answer.empty(502);
    } finally {
      turns.release();
    }
  }

  private static Answer saved(Answer answer, String name) {
    return answer
        .with("Content-Disposition", disposition(name))
        .with("X-Content-Type-Options", "nosniff")
        .with("Content-Security-Policy", "sandbox");
  }

  /// RFC 6266: a plain name for the old, the whole one for all others; nothing that leads
  /// elsewhere.
  static String disposition(String name) {
    String safe = name.replaceAll("[\\p{Cntrl}\\p{Cf}\\\\/:*?\"<>|]", "_").strip();
    String whole = safe.isEmpty() || safe.matches("\\.+") ? "file" : safe;
    String brief = whole.length() > 150 ? whole.substring(whole.length() - 150) : whole;
    String plain = brief.replaceAll("[^A-Za-z0-9 ._-]", "_");
    return "attachment; filename=\"%s\"; filename*=UTF-8''%s"
        .formatted(plain, Words.inPath(brief).replace("*", "%2A").replace("'", "%27"));
  }

  /// What is done with an open file.
  @FunctionalInterface
  private interface Use {
    Answer of(ApiAnswer file) throws IOException;
  }
}
