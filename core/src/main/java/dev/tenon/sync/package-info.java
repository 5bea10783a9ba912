/// Records kept in step with a provider's things: what is kept, how often, and what of it is new,
/// changed or gone. Uses `resource` and the rooms above it. Begin with [dev.tenon.sync.SyncRunner].
///
/// **A run** reads the lists of a resource one after the other and compares each item with what is
/// stored, by a hash. What is equal is not written. A list that was read to its end is marked, so
/// that whoever goes on after a process that died skips it; one that was not is read again from its
/// beginning, which writes nothing twice, because it is compared again. What a list does not have
/// any more is marked when the list is over, and deleted when the run has read every list.
///
/// **One process at a time.** Each process that takes a run up gets the next fence, and every write
/// asks in its own transaction whether the fence is still the newest: a process that was paused
/// writes nothing when it wakes up.
@NullMarked
package dev.tenon.sync;

import org.jspecify.annotations.NullMarked;
