/// Tests of reading and writing JSON.
@NullMarked
package dev.tenon.sdk.json;

import org.jspecify.annotations.NullMarked;
