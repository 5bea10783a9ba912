/// JMH measurements of what a token read is made of. Run by `bench/pieces`.
@NullMarked
package dev.tenon.bench.pieces;

import org.jspecify.annotations.NullMarked;
