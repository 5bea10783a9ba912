/// A provider's API called for an app: where it is, whose token goes along, how often it may be
/// called, and what may be sent again. Uses `token` and the rooms above it.
///
/// One lock: each [Gate] has its own, held for counting only and never while anything is awaited.
@NullMarked
package dev.tenon.call;

import org.jspecify.annotations.NullMarked;
