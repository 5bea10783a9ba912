/// JSON as values: a strict reader (RFC 8259), a writer, nothing else. Uses only `java.base`.
@NullMarked
package dev.tenon.sdk.json;

import org.jspecify.annotations.NullMarked;
