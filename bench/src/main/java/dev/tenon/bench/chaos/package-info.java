/// The refresh engine among real processes that are killed, paused and cut off: see
/// `bench/README.md`. Knows the hub by its command line, its API and its database alone.
@NullMarked
package dev.tenon.bench.chaos;

import org.jspecify.annotations.NullMarked;
