/// Telling an organisation's own systems what happens: who wants to know, what happened, what has
/// been told. Uses `connection` and the rooms above it.
///
/// **The way of an event.** The store writes it with one delivery for each endpoint that wants it,
/// in the transaction of the change that it tells of. [Deliveries] claims what is due and sends it
/// by the [WebhookSender]; what it came to goes back into the [DeliveryQueue]. Sent at least once.
@NullMarked
package dev.tenon.webhook;

import org.jspecify.annotations.NullMarked;
