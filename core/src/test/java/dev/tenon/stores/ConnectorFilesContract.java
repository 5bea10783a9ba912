package dev.tenon.stores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.audit.AuditEvent;
import dev.tenon.connector.ConnectorFiles.ConnectorFile;
import dev.tenon.connector.ConnectorName;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The contract of [dev.tenon.connector.ConnectorFiles].
public abstract class ConnectorFilesContract extends StoreContract {
  private static final ConnectorFile ACME = file("acme", "name: acme\n# größer\n");

  @Test
  void files_come_by_name_as_they_were_written() {
    ConnectorFile zebra = file("zebra", "name: zebra");
    stores().connectorFiles().save(workspace, zebra, event());
    stores().connectorFiles().save(workspace, ACME, event());

    assertThat(stores().connectorFiles().all(workspace)).containsExactly(ACME, zebra);
  }

  @Test
  void a_saved_file_is_audited_and_announced() {
    AuditEvent event = event();
    heard();

    stores().connectorFiles().save(workspace, ACME, event);

    assertAudited(event);
    assertThat(heard()).containsExactly(settingsChanged());
  }

  @Test
  void a_file_replaces_the_one_of_the_same_name() {
    ConnectorFile newer =
        new ConnectorFile(ACME.name(), "name: acme2", Samples.NOON.plusSeconds(1));
    stores().connectorFiles().save(workspace, ACME, event());

    stores().connectorFiles().save(workspace, newer, event());

    assertThat(stores().connectorFiles().all(workspace)).containsExactly(newer);
  }

  @Test
  void many_may_save_the_same_name_at_once() {
    List<Integer> saved =
        Race.run(
            number -> {
              stores().connectorFiles().save(workspace, file("acme", "v: " + number), event());
              return number;
            });

    assertThat(saved).hasSize(Race.RUNNERS);
    assertThat(stores().connectorFiles().all(workspace)).hasSize(1);
  }

  @Test
  void a_deleted_file_is_gone() {
    stores().connectorFiles().save(workspace, ACME, event());
    AuditEvent event = event();
    heard();

    assertThat(stores().connectorFiles().delete(workspace, ACME.name(), event)).isTrue();

    assertThat(stores().connectorFiles().all(workspace)).isEmpty();
    assertAudited(event);
    assertThat(heard()).containsExactly(settingsChanged());
  }

  @Test
  void an_unknown_file_is_not_deleted() {
    AuditEvent event = event();
    heard();

    assertThat(stores().connectorFiles().delete(workspace, ACME.name(), event)).isFalse();

    assertNotAudited(event);
    assertThat(heard()).isEmpty();
  }

  private static ConnectorFile file(String name, String yaml) {
    return new ConnectorFile(new ConnectorName(name), yaml, Samples.NOON);
  }
}
