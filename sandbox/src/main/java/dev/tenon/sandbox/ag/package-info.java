/// Trimble Ag: the external API 3.0, and the second consent in which a grower ticks the
/// organizations to share. Believes Trimble Identity.
@NullMarked
package dev.tenon.sandbox.ag;

import org.jspecify.annotations.NullMarked;
