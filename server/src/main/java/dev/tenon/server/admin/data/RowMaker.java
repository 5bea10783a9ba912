package dev.tenon.server.admin.data;

import dev.tenon.connector.ResourceDefinition;
import dev.tenon.connector.ResourceDefinition.Children;
import dev.tenon.connector.ResourceDefinition.Column;
import dev.tenon.server.admin.data.ResourcePage.Head;
import dev.tenon.server.admin.data.ResourcePage.Link;
import dev.tenon.server.admin.data.ResourcePage.Row;
import dev.tenon.server.http.page.Site;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes rows of things, and the heads above them.
final class RowMaker {
  private final Site site;
  private final Asked asked;
  private final Table table;
  private final Instant now;

  RowMaker(Site site, Asked asked, Table table, Instant now) {
    this.site = site;
    this.asked = asked;
    this.table = table;
    this.now = now;
  }

  List<Head> heads() {
    List<Head> heads = new ArrayList<>();
    Map<String, String> plain = Asked.without(asked.all(), "sort", "desc");
    for (int i = 0; i < table.columns().size(); i++) {
      Column column = table.columns().get(i);
      boolean isSorted = asked.sort().isPresent() && asked.sort().get() == i;
      Map<String, String> parameters = Asked.and(plain, "sort", Integer.toString(i));
      if (isSorted && !asked.descending()) {
        parameters.put("desc", "1");
      }
      heads.add(
          new Head(
              column.title(),
              column.type().equals("number"),
              Optional.of(site.path(Asked.address(asked.base(""), parameters))),
              isSorted
                  ? Optional.of(asked.descending() ? "descending" : "ascending")
                  : Optional.empty()));
    }
    table
        .places()
        .forEach(it -> heads.add(new Head(it, false, Optional.empty(), Optional.empty())));
    return heads;
  }

  Row row(Thing thing) {
    return new Row(name(thing), item(thing), table.cells(thing, now), below(thing));
  }

  /// What people call it.
  String name(Thing thing) {
    String name = dev.tenon.resource.Words.name(asked.resource(), thing.item());
    return name.isEmpty() ? "Item without a name" : name;
  }

  /// The path of its page.
  String item(Thing thing) {
    Map<String, String> parameters = new LinkedHashMap<>(asked.place());
    parameters.put("item", thing.id());
    thing.region().ifPresent(it -> parameters.put("region", it));
    return site.path(Asked.address(asked.base("/item"), parameters));
  }

  /// The lists that lie in it.
  List<Link> below(Thing thing) {
    if (thing.id().isEmpty()) {
      return List.of();
    }
    List<Link> links = new ArrayList<>();
    ResourceDefinition own = asked.resource();
    for (ResourceDefinition each : asked.subject().resources()) {
      if (each.parent().filter(own.name()::equals).isPresent()) {
        links.add(link(each, dev.tenon.resource.Words.one(own), thing));
      }
      Optional<Children> nested = each.children();
      boolean isFolder =
          nested.isPresent()
              && own.children().isPresent()
              && each.parent().equals(own.parent())
              && dev.tenon.resource.Words.one(own).equals(nested.get().word());
      if (isFolder) {
        links.add(link(each, nested.get().word(), thing));
      }
    }
    return links;
  }

  private Link link(ResourceDefinition resource, String word, Thing thing) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (ResourceDefinition each : asked.line().subList(0, asked.line().size() - 1)) {
      String above = dev.tenon.resource.Words.one(each);
      String id = thing.parents().getOrDefault(above, "");
      if (!id.isEmpty()) {
        parameters.put(Asked.IN + above, id);
      }
    }
    parameters.put(Asked.IN + word, thing.id());
    if (asked.place().containsKey("app")) {
      parameters.put("app", asked.subject().app().value());
    }
    String path =
        "/console/data/%s/%s"
            .formatted(
                asked.connection(), dev.tenon.server.admin.page.Words.inPath(resource.name()));
    return new Link(resource.title(), site.path(Asked.address(path, parameters)), false);
  }

  Maps.Naming naming() {
    Map<String, String> whole = asked.all();
    return new Maps.Naming(
        this::name,
        this::item,
        it -> site.path(Asked.address(asked.base(""), Asked.and(whole, "zoom", it.id()))),
        site.path(Asked.address(asked.base(""), whole)));
  }
}
