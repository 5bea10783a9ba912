/// The sandbox: providers that are simulated and strict, for tests and for a first try without an
/// account. [dev.tenon.sandbox.Sandbox] starts it, [dev.tenon.sandbox.Controls] moves its clock and
/// makes it fail, and the same is offered over HTTP below `/sandbox/`.
///
/// It uses nothing of the hub: it stands on the other side of the wire and must not share the hub's
/// reading of the RFCs. Its rooms, each using only those before it: `http`, `fault`, `people`,
/// `sample`, `oauth`, `connect`, `aps`, `ag`; this package puts them together.
@NullMarked
package dev.tenon.sandbox;

import org.jspecify.annotations.NullMarked;
