package dev.tenon.server;

import dev.tenon.access.Caller;
import dev.tenon.connect.AppPages;
import dev.tenon.connection.ConnectionId;
import dev.tenon.resource.ListingWish;
import dev.tenon.resource.ReadList;
import dev.tenon.resource.ReadLists;
import dev.tenon.server.admin.data.DataParts;
import dev.tenon.server.admin.data.Downloads;
import dev.tenon.server.connect.AppSide;
import dev.tenon.server.connect.AppTables;
import dev.tenon.server.http.Answer;
import dev.tenon.server.proxy.ListingRoutes;
import dev.tenon.server.sql.Database;
import dev.tenon.token.TokenAsk;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/// What people look at in the browser, wired.
final class DataSurface {
  private static final int LISTS = 24;
  private static final int OF_A_WORKSPACE = 12;
  private static final Duration UNSEEN = Duration.ofMinutes(10);
  private static final int FIRST_ITEMS = 100;
  private static final int MOST_ITEMS = 5_000;

  /// So many lists of this share each, two bytes a character at worst, are less than half the heap.
  private static final int SHARE = 128;

  private static final long MOST_CHARACTERS = 8_000_000;
  private static final long LEAST_CHARACTERS = 500_000;

  private final Database database;
  private final ProxyParts proxy;
  private final SyncParts syncs;
  private final ReadLists lists;

  DataSurface(Database database, ProxyParts proxy, SyncParts syncs, Clock clock) {
    this.database = database;
    this.proxy = proxy;
    this.syncs = syncs;
    long characters =
        Math.clamp(Runtime.getRuntime().maxMemory() / SHARE, LEAST_CHARACTERS, MOST_CHARACTERS);
    this.lists =
        new ReadLists(
            new ReadLists.Limits(LISTS, OF_A_WORKSPACE, UNSEEN),
            new ReadList.Bounds(FIRST_ITEMS, MOST_ITEMS, characters),
            Thread::startVirtualThread,
            clock);
  }

  /// What the pages of apps for their users are made of.
  AppSide apps(AppPages pages) {
    return new AppSide(
        pages,
        new AppTables(database.connections(), database.oauthClients(), proxy.listings, lists));
  }

  /// @param listings what sends lists and files on their way
  DataParts parts(AppPages pages, ListingRoutes listings) {
    return new DataParts(
        database.connections(),
        database.oauthClients(),
        database.apps(),
        proxy.listings,
        proxy.files,
        lists,
        proxy.pages,
        syncs.syncs,
        syncs.store,
        database.records(),
        database.auditLog(),
        pages,
        new Sending(listings));
  }

  private record Sending(ListingRoutes listings) implements Downloads {
    @Override
    public Answer list(
        Caller.App app, ConnectionId connection, TokenAsk ask, ListingWish wish, String format) {
      return listings.list(app, connection, ask, wish, format);
    }

    @Override
    public Answer file(
        Caller.App app,
        ConnectionId connection,
        TokenAsk ask,
        String resource,
        String item,
        Map<String, String> said,
        String disposition) {
      return listings.file(
          app, connection, ask, new ListingRoutes.Named(resource, item), said, disposition);
    }
  }
}
