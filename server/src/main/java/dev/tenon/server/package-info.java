/// The running hub: its settings and its composition root. Every other room of the server is wired
/// here and nowhere else.
@NullMarked
package dev.tenon.server;

import org.jspecify.annotations.NullMarked;
