package dev.tenon.server.sql;

import java.sql.SQLException;
import java.util.Map;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// What differs between the databases. Statements name it in braces: `{now}`, `{for update}`.
enum Dialect {
  SQLITE,
  POSTGRES;

  /// `sql` as this database says it.
  String translate(String sql) {
    if (sql.indexOf('{') < 0) {
      return sql;
    }
    String translated = sql;
    for (Map.Entry<String, String> word : words().entrySet()) {
      translated = translated.replace(word.getKey(), word.getValue());
    }
    return translated;
  }

  private Map<String, String> words() {
    return switch (this) {
      case SQLITE ->
          Map.of(
              "{now}", "CAST(unixepoch('subsec') * 1000 AS INTEGER)",
              // One writer at a time: there is nobody to lock out.
              "{for update}", "",
              "{for update of g skip locked}", "",
              "{for share}", "",
              "{for update of d skip locked}", "",
              "{elements}", "SELECT value FROM json_each(?)",
              "{due}", "t.execution_time",
              "{due now}", "CAST(unixepoch('subsec') * 1000 AS INTEGER)",
              "{member}", "json_extract(r.json, '$.' || ?)",
              "{member text}", "json_extract(r.json, '$.' || ?)");
      case POSTGRES ->
          Map.of(
              "{now}", "CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)",
              "{for update}", "FOR UPDATE",
              "{for update of g skip locked}", "FOR UPDATE OF g SKIP LOCKED",
              "{for share}", "FOR SHARE",
              "{for update of d skip locked}", "FOR UPDATE OF d SKIP LOCKED",
              "{elements}", "SELECT json_array_elements_text(CAST(? AS json))",
              "{due}", "CAST(extract(epoch FROM t.execution_time) * 1000 AS BIGINT)",
              "{due now}", "clock_timestamp()",
              "{member}", "CAST(r.json AS jsonb) #> string_to_array(?, '.')",
              "{member text}", "CAST(r.json AS jsonb) #>> string_to_array(?, '.')");
    };
  }

  /// What `${text}`, `${bytes}` and so on are in the schema.
  Map<String, String> schemaWords() {
    return switch (this) {
      // Its driver keeps points in time as milliseconds and flags as 0 or 1.
      case SQLITE ->
          Map.of("text", "TEXT", "bytes", "BLOB", "instant", "INTEGER", "flag", "INTEGER");
      case POSTGRES ->
          Map.of(
              "text",
              "TEXT COLLATE \"C\"",
              "bytes",
              "BYTEA",
              "instant",
              "TIMESTAMP WITH TIME ZONE",
              "flag",
              "BOOLEAN");
    };
  }

  /// Whether `e` says that a row with the same key exists.
  boolean isDuplicate(SQLException e) {
    return switch (this) {
      case SQLITE ->
          e instanceof SQLiteException it
              && (it.getResultCode() == SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE
                  || it.getResultCode() == SQLiteErrorCode.SQLITE_CONSTRAINT_PRIMARYKEY);
      case POSTGRES -> "23505".equals(e.getSQLState());
    };
  }

  /// Whether `e` says that the transaction was the victim of others and may simply run again.
  boolean isCollision(SQLException e) {
    String state = e.getSQLState();
    return this == POSTGRES && ("40001".equals(state) || "40P01".equals(state));
  }

  /// Whether `e` says that a statement of ours is wrong, rather than that the database is away.
  boolean isBug(SQLException e) {
    return switch (this) {
      // SQLITE_ERROR, SQLITE_CONSTRAINT, SQLITE_MISMATCH, SQLITE_MISUSE, SQLITE_RANGE
      case SQLITE ->
          switch (e.getErrorCode() & 0xff) {
            case 1, 19, 20, 21, 25 -> true;
            default -> false;
          };
      case POSTGRES -> {
        String state = e.getSQLState();
        yield state != null
            && (state.startsWith("22") || state.startsWith("23") || state.startsWith("42"));
      }
    };
  }
}
