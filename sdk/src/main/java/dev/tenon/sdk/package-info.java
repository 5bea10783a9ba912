/// A Java client of the hub's HTTP API: tokens for apps, and everything an admin does by program.
/// Start at [dev.tenon.sdk.TenonClient].
///
/// Names and ids are plain texts here, as the callers have them; what must not print is a
/// [dev.tenon.sdk.Secret]. Uses only `java.base` and `java.net.http`.
@NullMarked
package dev.tenon.sdk;

import org.jspecify.annotations.NullMarked;
