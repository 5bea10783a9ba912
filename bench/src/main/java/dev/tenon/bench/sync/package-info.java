/// Records kept in step: what a run writes and takes, and what is lost when nodes are killed.
@NullMarked
package dev.tenon.bench.sync;

import org.jspecify.annotations.NullMarked;
