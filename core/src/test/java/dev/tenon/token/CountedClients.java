package dev.tenon.token;

import dev.tenon.access.WorkspaceId;
import dev.tenon.audit.AuditEvent;
import dev.tenon.client.IntegrationName;
import dev.tenon.client.OAuthClient;
import dev.tenon.client.OAuthClientId;
import dev.tenon.client.OAuthClientStore;
import dev.tenon.client.PublicClient;
import java.util.List;
import java.util.Optional;

/// A store of OAuth clients that counts how often one is looked up by its id.
final class CountedClients implements OAuthClientStore {
  private final OAuthClientStore store;
  private int asked;
  private Runnable meanwhile = () -> {};

  CountedClients(OAuthClientStore store) {
    this.store = store;
  }

  int asked() {
    return asked;
  }

  /// When the next client has been read and not been returned yet, `happens`.
  void duringTheNextReading(Runnable happens) {
    meanwhile = happens;
  }

  @Override
  public Optional<OAuthClient> find(WorkspaceId workspace, OAuthClientId id) {
    asked++;
    Optional<OAuthClient> read = store.find(workspace, id);
    Runnable happens = meanwhile;
    meanwhile = () -> {};
    happens.run();
    return read;
  }

  @Override
  public Optional<OAuthClient> find(WorkspaceId workspace, IntegrationName name) {
    return store.find(workspace, name);
  }

  @Override
  public List<OAuthClient> all(WorkspaceId workspace) {
    return store.all(workspace);
  }

  @Override
  public List<OAuthClient> withClientId(String clientId) {
    return store.withClientId(clientId);
  }

  @Override
  public List<PublicClient> lent() {
    return store.lent();
  }

  @Override
  public int borrowers(WorkspaceId lender, OAuthClientId id) {
    return store.borrowers(lender, id);
  }

  @Override
  public boolean create(OAuthClient client, AuditEvent event) {
    return store.create(client, event);
  }

  @Override
  public UpdateResult update(OAuthClient client, AuditEvent event) {
    return store.update(client, event);
  }

  @Override
  public DeleteResult delete(WorkspaceId workspace, OAuthClientId id, AuditEvent event) {
    return store.delete(workspace, id, event);
  }
}
