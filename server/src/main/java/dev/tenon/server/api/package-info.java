/// The JSON API under `/api/v1` and its description: each class answers the calls of one noun, by
/// the rules of core. Uses core and `http`; knows no other room.
@NullMarked
package dev.tenon.server.api;

import org.jspecify.annotations.NullMarked;
