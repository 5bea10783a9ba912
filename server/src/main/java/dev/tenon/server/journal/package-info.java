/// The answers of providers that the store has not taken yet, on this machine's disk. Uses core and
/// knows no other room.
///
/// **Layout.** `<data directory>/journal/<slot>/` belongs to one process at a time: the one that
/// holds the lock on `lock`. `node` holds its name, and under it those of its predecessors.
/// `0000000001.journal` and its successors are segments: 16 bytes `tenon journal 1` and a line
/// feed, then records, each
///
/// | bytes | what |
/// |---|---|
/// | 4 | a marker, by which records are found again behind damage |
/// | 4 | length of the payload |
/// | 4 | CRC-32C of all that follows, and of the length |
/// | 1 | kind: 1 appended, 2 settled |
/// | 8 | id, drawn at random |
/// | … | of an appended entry: the entry, sealed by the vault for that id |
///
/// **Locks.** [GroupWriter] has one lock, for the queue and the ledger together; no I/O is done
/// under it, and the writing thread tries until it has it instead of queueing for it. Segments
/// belong to the writing thread alone.
@NullMarked
package dev.tenon.server.journal;

import org.jspecify.annotations.NullMarked;
