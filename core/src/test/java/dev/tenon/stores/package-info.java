/// The stores for tests: in memory ([InMemoryStores]), and the contract suites that these and the
/// real ones are held to.
@NullMarked
package dev.tenon.stores;

import org.jspecify.annotations.NullMarked;
