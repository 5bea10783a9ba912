/// The commands that run something until they are told to stop: `serve`, `sandbox` and `demo`. The
/// only room that starts a hub. Uses `server`, `sandbox`, `demo`, `command` and `terminal`.
@NullMarked
package dev.tenon.cli.run;

import org.jspecify.annotations.NullMarked;
