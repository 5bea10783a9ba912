package dev.tenon.stores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.client.OAuthClient;
import dev.tenon.client.OAuthClientId;
import dev.tenon.token.LearnedLifetimes.Learned;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The contract of [dev.tenon.token.LearnedLifetimes].
public abstract class LearnedLifetimesContract extends StoreContract {
  private OAuthClientId client = samples.client(workspace, "none").id();

  @BeforeEach
  void makeClient() {
    client = client("trimble").id();
    heard();
  }

  @Test
  void nothing_is_known_at_first() {
    assertThat(find()).isEqualTo(Learned.nothing());
  }

  @Test
  void each_thing_that_is_seen_is_known_by_itself_and_announced() {
    stores().learned().accessEnded(workspace, client, minutes(60));
    assertThat(find()).isEqualTo(learned(Optional.of(60), Optional.empty(), Optional.empty()));

    stores().learned().refreshDied(workspace, client, minutes(900));
    stores().learned().refreshSurvived(workspace, client, minutes(700));

    assertThat(find()).isEqualTo(learned(Optional.of(60), Optional.of(900), Optional.of(700)));
    assertThat(heard()).isEqualTo(List.of(settingsChanged(), settingsChanged(), settingsChanged()));
  }

  @Test
  void the_smallest_ages_of_what_ended_and_the_largest_of_what_survived_are_kept() {
    for (int age : List.of(100, 50, 80)) {
      stores().learned().accessEnded(workspace, client, minutes(age));
      stores().learned().refreshDied(workspace, client, minutes(age));
      stores().learned().refreshSurvived(workspace, client, minutes(age));
    }

    assertThat(find()).isEqualTo(learned(Optional.of(50), Optional.of(50), Optional.of(100)));
  }

  @Test
  void what_differs_by_a_tenth_is_no_news() {
    stores().learned().accessEnded(workspace, client, minutes(100));
    stores().learned().refreshDied(workspace, client, minutes(100));
    stores().learned().refreshSurvived(workspace, client, minutes(100));
    heard();

    stores().learned().accessEnded(workspace, client, minutes(90));
    stores().learned().refreshDied(workspace, client, minutes(90));
    stores().learned().refreshSurvived(workspace, client, minutes(110));

    assertThat(find()).isEqualTo(learned(Optional.of(100), Optional.of(100), Optional.of(100)));
    assertThat(heard()).isEmpty();
    stores().learned().accessEnded(workspace, client, minutes(89));
    stores().learned().refreshDied(workspace, client, minutes(89));
    stores().learned().refreshSurvived(workspace, client, minutes(111));
    assertThat(find()).isEqualTo(learned(Optional.of(89), Optional.of(89), Optional.of(111)));
  }

  @Test
  void nothing_is_learned_of_a_client_that_is_not_there() {
    OAuthClientId unknown = samples.client(workspace, "x").id();

    stores().learned().accessEnded(workspace, unknown, minutes(1));

    assertThat(stores().learned().find(workspace, unknown)).isEqualTo(Learned.nothing());
    assertThat(heard()).isEmpty();
  }

  @Test
  void each_client_has_its_own() {
    OAuthClient other = client("other");

    stores().learned().accessEnded(workspace, other.id(), minutes(1));

    assertThat(find()).isEqualTo(Learned.nothing());
  }

  @Test
  void of_many_that_see_at_once_the_news_are_kept() {
    Race.run(
        number -> {
          stores().learned().refreshSurvived(workspace, client, minutes(1 << (number % 16)));
          return number;
        });

    assertThat(find().refreshSurvived()).contains(minutes(1 << 15));
  }

  private Learned find() {
    return stores().learned().find(workspace, client);
  }

  private static Learned learned(
      Optional<Integer> access, Optional<Integer> died, Optional<Integer> survived) {
    return new Learned(
        access.map(LearnedLifetimesContract::minutes),
        died.map(LearnedLifetimesContract::minutes),
        survived.map(LearnedLifetimesContract::minutes));
  }

  private static Duration minutes(int minutes) {
    return Duration.ofMinutes(minutes);
  }
}
