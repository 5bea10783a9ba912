package dev.tenon.member;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.access.SessionKey;
import dev.tenon.fakehub.SteppedClock;
import dev.tenon.secret.Fingerprint;
import java.security.SecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What browsers bring back is taken for what it was given for, and for nothing else.
final class TicketsTest {
  private final SteppedClock clock = new SteppedClock();
  private final SecureRandom random = new SecureRandom();
  private final Tickets tickets = new Tickets(new byte[32], clock, random);
  private final Fingerprint here = SessionKey.random(random).fingerprint();

  @Test
  void a_ticket_is_for_one_purpose_one_browser_and_what_it_is_about() {
    Ticket ticket = tickets.make("open", here, "door");

    assertThat(tickets.isOurs(ticket, "open", here, "door")).isTrue();
    assertThat(tickets.isOurs(ticket, "close", here, "door")).isFalse();
    assertThat(tickets.isOurs(ticket, "open", here, "gate")).isFalse();
    Fingerprint there = SessionKey.random(random).fingerprint();
    assertThat(tickets.isOurs(ticket, "open", there, "door")).isFalse();
  }

  @Test
  void another_key_makes_other_tickets() {
    byte[] other = new byte[32];
    other[31] = 1;
    Ticket ticket = new Tickets(other, clock, random).make("open", here, "");

    assertThat(tickets.isOurs(ticket, "open", here, "")).isFalse();
  }

  @Test
  void a_ticket_ends_and_no_later_end_can_be_written_into_it() {
    Ticket ticket = tickets.make("open", here, "");
    for (int i = 0; i < Ticket.BYTES; i++) {
      byte[] altered = ticket.bytes();
      altered[i] ^= 1;
      assertThat(tickets.isOurs(Ticket.of(altered), "open", here, "")).as("byte " + i).isFalse();
    }

    clock.advance(Tickets.LIFE.minusSeconds(1));
    assertThat(tickets.isOurs(ticket, "open", here, "")).isTrue();
    clock.advance(Duration.ofSeconds(1));
    assertThat(tickets.isOurs(ticket, "open", here, "")).isFalse();
    assertThat(tickets.spent(ticket).until()).isEqualTo(clock.instant());
  }

  @Test
  void secrets_that_go_with_a_ticket_differ_by_name_and_ticket() {
    Ticket one = tickets.make("open", here, "");
    Ticket other = tickets.make("open", here, "");

    assertThat(tickets.secret(one, "a")).isEqualTo(tickets.secret(one, "a"));
    assertThat(tickets.secret(one, "a")).isNotEqualTo(tickets.secret(one, "b"));
    assertThat(tickets.secret(one, "a")).isNotEqualTo(tickets.secret(other, "a"));
  }

  @Test
  void a_text_stands_for_at_most_one_ticket() {
    Ticket ticket = tickets.make("open", here, "");

    assertThat(Ticket.parse(ticket.value())).contains(ticket);
    assertThat(Ticket.parse(ticket.value() + "=")).isEmpty();
    assertThat(Ticket.parse(ticket.value().substring(1))).isEmpty();
    assertThat(Ticket.parse("")).isEmpty();
    assertThat(ticket.toString()).doesNotContain(ticket.value());
  }
}
