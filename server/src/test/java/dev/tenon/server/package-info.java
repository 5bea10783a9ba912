/// Tests of the whole hub and of its settings.
@NullMarked
package dev.tenon.server;

import org.jspecify.annotations.NullMarked;
