/// Tests of webhooks.
@NullMarked
package dev.tenon.webhook;

import org.jspecify.annotations.NullMarked;
