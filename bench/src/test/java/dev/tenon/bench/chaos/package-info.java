/// The judge of the killings: what it calls lost, and whom it names.
@NullMarked
package dev.tenon.bench.chaos;

import org.jspecify.annotations.NullMarked;
