/// A Spring Boot app with one controller, written as for any OAuth provider: only its settings know
/// of the hub.
@NullMarked
package dev.tenon.samples.spring;

import org.jspecify.annotations.NullMarked;
