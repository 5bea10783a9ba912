package dev.tenon.webhook;

import java.time.Instant;
import java.util.Optional;

/// One event for one endpoint. An endpoint has each event once, however often it is sent.
///
/// @param subject id of what the event is about; those of one subject are sent in the order of
///   their sequence
/// @param at when the event happened
/// @param attempts how often it was tried since it was written or replayed
/// @param nextAttemptAt when it is tried next at the earliest; only while it is pending
/// @param lastStatus the HTTP status of the last try that was answered
/// @param lastError why the last try failed, in words for people; empty where it did not
public record Delivery(
    WebhookEventId event,
    WebhookEventType type,
    String subject,
    long sequence,
    Instant at,
    DeliveryState state,
    int attempts,
    Optional<Instant> nextAttemptAt,
    Optional<Instant> lastAttemptAt,
    Optional<Integer> lastStatus,
    Optional<String> lastError) {}
