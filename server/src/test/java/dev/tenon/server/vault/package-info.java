/// Tests of the master key, the key ring and sealing.
@NullMarked
package dev.tenon.server.vault;

import org.jspecify.annotations.NullMarked;
