package dev.tenon.stores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEvent;
import dev.tenon.workspace.Branding;
import dev.tenon.workspace.Colour;
import dev.tenon.workspace.Language;
import dev.tenon.workspace.Logo;
import dev.tenon.workspace.Look;
import dev.tenon.workspace.Pictures;
import dev.tenon.workspace.Support;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The contract of [dev.tenon.workspace.Brandings].
public abstract class BrandingsContract extends StoreContract {
  @Test
  void a_workspace_has_nothing_of_its_own_at_first() {
    assertThat(stores().brandings().find(workspace)).isEqualTo(Branding.none());
  }

  @Test
  void a_branding_is_found_as_it_was_saved_last_with_its_logo_byte_by_byte() {
    stores().brandings().save(workspace, whole(), event());
    AuditEvent event = event();
    heard();
    Branding changed =
        new Branding(
            Optional.empty(),
            Map.of(),
            Optional.empty(),
            Look.none(),
            new Look(Optional.empty(), Optional.of(Colour.BLACK)),
            Optional.of(Logo.of(Pictures.png(20, 10))),
            true);

    stores().brandings().save(workspace, changed, event);

    assertThat(stores().brandings().find(workspace)).isEqualTo(changed);
    assertAudited(event);
    assertThat(heard()).as("no token has to be looked up anew for it").isEmpty();
    stores().brandings().save(workspace, whole(), event());
    assertThat(stores().brandings().find(workspace)).isEqualTo(whole());
  }

  @Test
  void a_branding_of_one_workspace_is_not_anothers() {
    WorkspaceId other = samples.workspaceId();
    makeWorkspace(other);
    stores().brandings().save(workspace, whole(), event());

    assertThat(stores().brandings().find(other)).isEqualTo(Branding.none());
  }

  private static Branding whole() {
    return new Branding(
        Optional.of("Brücke & Söhne „Hof“"),
        Map.of(Language.EN, "Welcome", Language.FR, "Bienvenue à vous"),
        Optional.of(Support.parse("help@bruecke.example")),
        new Look(Optional.of(Colour.parse("#0b5cad")), Optional.of(Colour.WHITE)),
        new Look(Optional.of(Colour.parse("#9ac7ff")), Optional.empty()),
        Optional.of(Logo.of(Pictures.png(64, 32))),
        false);
  }
}
