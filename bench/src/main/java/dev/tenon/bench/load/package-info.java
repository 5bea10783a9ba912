/// The load generator: one thread, many kept connections, each with its next request sent as soon
/// as its answer is there. A process of its own, so that it can be given a core of its own. Uses
/// the JDK only.
@NullMarked
package dev.tenon.bench.load;

import org.jspecify.annotations.NullMarked;
