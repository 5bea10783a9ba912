/// Other products' surfaces, so that programs written for them run here with only the host
/// replaced. Translation only: their shapes on our objects, by the rules of core. Uses core and
/// `http`; knows no other room.
@NullMarked
package dev.tenon.server.compat;

import org.jspecify.annotations.NullMarked;
