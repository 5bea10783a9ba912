/// A provider's API called for an app: where it is, whose token goes along, how often it may be
/// called, and what may be sent again. Uses `token` and the rooms above it.
///
/// How often: a call passes the limits that its connector declares ([RateBudget], shared with the
/// other nodes by [SharedBudgets]) and the gate of its connection ([Gate]).
///
/// Each gate and each budget has a lock of its own, held for counting only and never while anything
/// is awaited or another lock is held but that of [Crowd] or [Pace].
@NullMarked
package dev.tenon.call;

import org.jspecify.annotations.NullMarked;
