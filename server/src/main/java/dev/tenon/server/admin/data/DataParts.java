package dev.tenon.server.admin.data;

import dev.tenon.app.AppStore;
import dev.tenon.audit.AuditLog;
import dev.tenon.client.OAuthClientStore;
import dev.tenon.connect.AppPages;
import dev.tenon.connection.ConnectionStore;
import dev.tenon.resource.PageReader;
import dev.tenon.resource.ReadLists;
import dev.tenon.resource.ResourceFiles;
import dev.tenon.resource.ResourceListings;
import dev.tenon.sync.RecordStore;
import dev.tenon.sync.SyncStore;
import dev.tenon.sync.Syncs;

/// The rules and stores that the pages of data show and work on.
public record DataParts(
    ConnectionStore connections,
    OAuthClientStore clients,
    AppStore apps,
    ResourceListings listings,
    ResourceFiles files,
    ReadLists lists,
    PageReader reader,
    Syncs syncs,
    SyncStore syncStore,
    RecordStore records,
    AuditLog auditLog,
    AppPages appPages,
    Downloads downloads) {}
