package dev.tenon.sandbox.aps;

import dev.tenon.sandbox.people.People;
import dev.tenon.sandbox.sample.Dice;
import java.util.List;
import java.util.Optional;

/// The accounts with their projects.
public final class Accounts {
  static final List<String> REGIONS = List.of("EMEA", "US");

  private final List<Account> accounts;
  private final List<AccProject> projects;

  /// The accounts that follow from the seed of `dice`.
  public Accounts(Dice dice) {
    var builders =
        new Account(
            dice.uuid("aps account", 1), "Acme Builders", "EMEA", List.of(People.ADA, People.BO));
    var west = new Account(dice.uuid("aps account", 2), "Acme West", "US", List.of(People.ADA));
    accounts = List.of(builders, west);
    projects =
        List.of(
            new AccProject("ta", dice.uuid("aps project", 1), "Tower A", builders, true),
            new AccProject("tb", dice.uuid("aps project", 2), "Tower B", builders, false),
            new AccProject("sc", dice.uuid("aps project", 3), "School", builders, false),
            new AccProject("dk", dice.uuid("aps project", 4), "Dock 7", west, false));
  }

  /// Every account.
  public List<Account> all() {
    return accounts;
  }

  Optional<Account> byHubId(String hubId) {
    return accounts.stream().filter(account -> account.hubId().equals(hubId)).findFirst();
  }

  Optional<Account> byId(String id) {
    return accounts.stream().filter(account -> account.id().equals(id)).findFirst();
  }

  List<AccProject> projectsOf(Account account) {
    return projects.stream().filter(project -> project.account().equals(account)).toList();
  }

  List<AccProject> projects() {
    return projects;
  }

  Optional<AccProject> byDataManagementId(String id) {
    return projects.stream().filter(p -> p.dataManagementId().equals(id)).findFirst();
  }

  Optional<AccProject> byAccId(String id) {
    return projects.stream().filter(p -> p.id().equals(id)).findFirst();
  }
}
