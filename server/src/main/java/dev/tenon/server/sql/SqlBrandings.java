package dev.tenon.server.sql;

import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEvent;
import dev.tenon.workspace.Branding;
import dev.tenon.workspace.Brandings;
import dev.tenon.workspace.Colour;
import dev.tenon.workspace.Language;
import dev.tenon.workspace.Logo;
import dev.tenon.workspace.Look;
import dev.tenon.workspace.Support;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/// The brandings in SQL.
final class SqlBrandings implements Brandings {
  private final Transactions transactions;
  private final Writes writes;

  SqlBrandings(Transactions transactions) {
    this.transactions = transactions;
    this.writes = new Writes(transactions);
  }

  private static final String FIND =
      """
      SELECT name, support, texts_json, light_accent, light_background, dark_accent,
        dark_background, logo, show_account
      FROM brandings
      WHERE workspace_id = ?
      """;

  @Override
  public Branding find(WorkspaceId workspace) {
    return transactions
        .read(tx -> tx.one(SqlBrandings::read, FIND, workspace))
        .orElseGet(Branding::none);
  }

  private static final String SAVE =
      """
      INSERT INTO brandings (workspace_id, name, support, texts_json, light_accent,
        light_background, dark_accent, dark_background, logo,
        show_account)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (workspace_id) DO UPDATE SET name = excluded.name, support = excluded.support,
        texts_json = excluded.texts_json, light_accent = excluded.light_accent,
        light_background = excluded.light_background, dark_accent = excluded.dark_accent,
        dark_background = excluded.dark_background, logo = excluded.logo,
        show_account = excluded.show_account
      """;

  @Override
  public void save(WorkspaceId workspace, Branding branding, AuditEvent event) {
    Map<String, String> texts = new TreeMap<>();
    branding.texts().forEach((language, text) -> texts.put(language.tag(), text));
    writes.audited(
        event,
        tx ->
            tx.update(
                    SAVE,
                    workspace,
                    branding.name(),
                    branding.support().map(Support::shown),
                    Json.object(texts),
                    branding.light().accent().map(Colour::toString),
                    branding.light().background().map(Colour::toString),
                    branding.dark().accent().map(Colour::toString),
                    branding.dark().background().map(Colour::toString),
                    branding.logo().map(Logo::bytes),
                    branding.showsAccount())
                == 1);
  }

  private static Branding read(Row row) throws SQLException {
    Map<Language, String> texts = new EnumMap<>(Language.class);
    Json.readObject(row.text("texts_json"))
        .forEach(
            (tag, text) -> Language.parse(tag).ifPresent(language -> texts.put(language, text)));
    return new Branding(
        row.optionalText("name"),
        texts,
        row.optionalText("support").map(Support::parse),
        new Look(
            row.optionalText("light_accent").map(Colour::parse),
            row.optionalText("light_background").map(Colour::parse)),
        new Look(
            row.optionalText("dark_accent").map(Colour::parse),
            row.optionalText("dark_background").map(Colour::parse)),
        row.optionalBytes("logo").map(Logo::of),
        row.flag("show_account"));
  }
}
