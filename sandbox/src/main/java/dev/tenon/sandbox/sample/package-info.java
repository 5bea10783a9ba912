/// What the made-up data depend on: a seed and sizes.
@NullMarked
package dev.tenon.sandbox.sample;

import org.jspecify.annotations.NullMarked;
