/// What we know of a provider, as its connector's YAML declares it. Uses `oauth`.
@NullMarked
package dev.tenon.connector;

import org.jspecify.annotations.NullMarked;
