package dev.tenon.sandbox.aps;

import dev.tenon.sandbox.http.Json;
import dev.tenon.sandbox.http.Reply;
import dev.tenon.sandbox.http.Routes;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// ACC account administration: the projects of an account and who is in them.
final class AccountAdmin {
  private static final Gate.Need NEED = new Gate.Need("account-admin", "account:read");
  private static final int LIMIT = 20;

  private final Gate gate;
  private final Accounts accounts;

  AccountAdmin(Gate gate, Accounts accounts) {
    this.gate = gate;
    this.accounts = accounts;
  }

  Routes addTo(Routes routes) {
    routes.on(
        "GET",
        "/construction/admin/v1/accounts/{account}/projects",
        (request, path) ->
            gate.admit(
                request, NEED, caller -> projects(caller, accounts.byId(path.get("account")))));
    routes.on(
        "GET",
        "/construction/admin/v1/projects/{project}/users",
        (request, path) ->
            gate.admit(
                request, NEED, caller -> users(caller, accounts.byAccId(path.get("project")))));
    return routes;
  }

  private Reply projects(Caller caller, Optional<Account> account) {
    if (account.isEmpty() || !caller.sees(account.get())) {
      return ApsErrors.acc(403, "The account is not accessible");
    }
    return results(
        accounts.projectsOf(account.get()).stream()
            .map(
                project ->
                    Json.object()
                        .put("id", project.id())
                        .put("name", project.name())
                        .put("status", "active")
                        .put("accountId", project.account().id()))
            .toList());
  }

  private static Reply users(Caller caller, Optional<AccProject> project) {
    if (project.isEmpty() || !caller.sees(project.get().account())) {
      return ApsErrors.acc(403, "The project is not accessible");
    }
    return results(
        project.get().account().members().stream()
            .map(
                person ->
                    Json.object()
                        .put("id", person.id())
                        .put("autodeskId", person.id())
                        .put("email", person.email())
                        .put("name", person.name()))
            .toList());
  }

  private static Reply results(List<ObjectNode> items) {
    ObjectNode json = Json.object();
    json.putObject("pagination")
        .put("limit", LIMIT)
        .put("offset", 0)
        .put("totalResults", items.size());
    return Reply.json(200, json.set("results", Json.array(items)));
  }
}
