/// Journeys from a connect link to a connection.
@NullMarked
package dev.tenon.connect;

import org.jspecify.annotations.NullMarked;
