/// Apps, their API keys, and the integrations that they may use. Uses `client` and the rooms above
/// it.
@NullMarked
package dev.tenon.app;

import org.jspecify.annotations.NullMarked;
