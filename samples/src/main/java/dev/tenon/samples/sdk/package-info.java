/// A program with a `main` that uses the SDK and nothing else.
@NullMarked
package dev.tenon.samples.sdk;

import org.jspecify.annotations.NullMarked;
