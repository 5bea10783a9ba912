/// The journal on disk, its damage, its slots and its end by `kill -9`.
@NullMarked
package dev.tenon.server.journal;

import org.jspecify.annotations.NullMarked;
