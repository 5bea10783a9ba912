/// Mutation of the engine: runs the tests against each changed class and reports what they missed.
@NullMarked
package dev.tenon.bench.mutation;

import org.jspecify.annotations.NullMarked;
