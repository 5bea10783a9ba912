package dev.tenon.server.sql;

import com.github.kagkarlsson.scheduler.jdbc.DefaultJdbcCustomization;

/// What db-scheduler has to know of SQLite: how the first rows of a result are asked for.
final class SqliteScheduling extends DefaultJdbcCustomization {
  SqliteScheduling() {
    super(false);
  }

  @Override
  public String getName() {
    return "SQLite";
  }

  @Override
  public String getQueryLimitPart(int limit) {
    return " LIMIT " + limit;
  }
}
