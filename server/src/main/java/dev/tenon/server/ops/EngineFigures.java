package dev.tenon.server.ops;

import dev.tenon.client.ExpiringSecrets.Expiring;
import dev.tenon.connection.DueGrants;
import dev.tenon.sync.SyncBacklog;
import dev.tenon.sync.SyncFigures;
import dev.tenon.webhook.DeliveryQueue;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/// Where the numbers of the engine come from. The first six ask the store; the others cost nothing.
///
/// @param due what waits for background refresh, over all nodes
/// @param deliveries what waits for webhooks, over all nodes
/// @param rejected OAuth clients that are rejected as they are now
/// @param secrets the client secrets that end first, so many that there are never too many labels
/// @param syncs what waits to be run, over all nodes
/// @param kept how syncs stand
/// @param underWay refreshes under way in this process
/// @param unsaved grants that this process serves and the store has not taken
/// @param journalDepth answers in this process's journal that are not settled
/// @param clockOffset how far this machine's clock is ahead of the database's
public record EngineFigures(
    Supplier<DueGrants.Backlog> due,
    Supplier<DeliveryQueue.Backlog> deliveries,
    Supplier<Long> rejected,
    Supplier<List<Expiring>> secrets,
    Supplier<SyncBacklog> syncs,
    Supplier<SyncFigures> kept,
    Supplier<Integer> underWay,
    Supplier<Integer> unsaved,
    Supplier<Integer> journalDepth,
    Supplier<Duration> clockOffset) {}
