/// What must never print, and how it is sealed before it is stored. Uses only `java.base`.
@NullMarked
package dev.tenon.secret;

import org.jspecify.annotations.NullMarked;
