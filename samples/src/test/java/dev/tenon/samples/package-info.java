/// The samples, run against a real hub and the sandbox.
@NullMarked
package dev.tenon.samples;

import org.jspecify.annotations.NullMarked;
