package dev.tenon.server.proxy;

import dev.tenon.connector.ResourceDefinition;
import dev.tenon.resource.ListedItem;
import dev.tenon.resource.ListingSummary;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/// A map layer in GeoJSON (RFC 7946). How it ended stands beside `features`.
final class GeoJsonFormat extends ListingFormat {
  private String separator = "";

  GeoJsonFormat(List<ResourceDefinition> line) {
    super(line);
  }

  @Override
  void begin(OutputStream out) throws IOException {
    write(out, "{\"type\":\"FeatureCollection\",\"features\":[");
  }

  @Override
  void item(OutputStream out, ListedItem item) throws IOException {
    String head =
        object(
            json ->
                json.text("type", "Feature")
                    .text("id", item.id())
                    .object(
                        "properties",
                        properties -> {
                          resource()
                              .columns()
                              .forEach(
                                  column -> properties.text(column.path(), cell(item, column)));
                          properties.object("_tenon", it -> place(it, item));
                        }));
    String geometry = resource().geometry().flatMap(item.item()::object).orElse("null");
    write(
        out, separator + head.substring(0, head.length() - 1) + ",\"geometry\":" + geometry + "}");
    separator = ",\n";
  }

  @Override
  void end(OutputStream out, ListingSummary summary) throws IOException {
    write(out, "]," + object(json -> summary(json, summary)).substring(1));
  }
}
