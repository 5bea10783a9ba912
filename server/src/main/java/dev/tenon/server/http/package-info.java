/// The listener and what every route shares: requests, answers, caller check, limits, problem
/// details. Uses core; knows no other room.
@NullMarked
package dev.tenon.server.http;

import org.jspecify.annotations.NullMarked;
