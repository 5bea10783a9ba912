package dev.tenon.server.sql;

import dev.tenon.workspace.Nodes;
import java.time.Duration;
import java.time.Instant;

/// The hub's processes in SQL.
final class SqlNodes implements Nodes {
  private static final Duration ALIVE = Duration.ofSeconds(30);
  private static final Duration REMEMBERED = Duration.ofDays(1);

  private final Transactions transactions;

  SqlNodes(Transactions transactions) {
    this.transactions = transactions;
  }

  private static final String BEAT =
      """
      INSERT INTO nodes (id, version, schema_version, seen_at)
      VALUES (?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE
      SET version = excluded.version, schema_version = excluded.schema_version,
        seen_at = excluded.seen_at
      """;

  private static final String FORGET =
      """
      DELETE FROM nodes WHERE seen_at < {now} - ?
      """;

  @Override
  public void beat(Node node, Instant at) {
    transactions.write(
        tx ->
            tx.update(BEAT, node.id(), node.version(), Schema.VERSION, at)
                + tx.update(FORGET, REMEMBERED));
  }

  private static final String LEAVE =
      """
      DELETE FROM nodes WHERE id = ?
      """;

  @Override
  public void leave(Node node) {
    transactions.once(tx -> tx.update(LEAVE, node.id()));
  }

  private static final String COUNT =
      """
      SELECT count(*) AS alive FROM nodes WHERE seen_at > {now} - ?
      """;

  @Override
  public int alive() {
    return Math.max(
        1, transactions.read(tx -> tx.one(row -> row.count("alive"), COUNT, ALIVE)).orElse(0));
  }
}
