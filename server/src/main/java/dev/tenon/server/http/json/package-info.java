/// Reading requests' JSON strictly and writing answers' JSON, without data binding: what a route
/// takes and gives is written out in its code. Uses `core` for names of secrets only.
@NullMarked
package dev.tenon.server.http.json;

import org.jspecify.annotations.NullMarked;
