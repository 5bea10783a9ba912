/// The test users, who are the same at every simulated provider.
@NullMarked
package dev.tenon.sandbox.people;

import org.jspecify.annotations.NullMarked;
