package dev.tenon.resource;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// Which ids have been seen, by 64 bits of a hash each: 16 bytes an id, so that a million cost
/// little. Of a million ids two different ones are taken for the same by a chance of one in forty
/// million. Used by one thread.
public final class IdSet {
  /// More are not remembered.
  public static final int MOST = 4_000_000;

  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private long[] slots = new long[1 << 10];
  private int size;

  /// Remembers nothing yet.
  public IdSet() {}

  /// Remembers `id`; false when it was seen before.
  public boolean add(String id) {
    return addAll(List.of(id))[0];
  }

  /// Remembers each of `ids`; for each whether it was not seen before, also not among them.
  ///
  /// Their places are looked at first, all of them: they lie anywhere in memory, and one look does
  /// not wait for another.
  public boolean[] addAll(List<String> ids) {
    while (size < MOST && (size + ids.size()) * 2L >= slots.length) {
      grow();
    }
    long[] hashes = new long[ids.size()];
    long[] there = new long[hashes.length];
    for (int i = 0; i < hashes.length; i++) {
      hashes[i] = hash(ids.get(i));
      there[i] = slots[index(hashes[i])];
    }
    boolean[] fresh = new boolean[hashes.length];
    for (int i = 0; i < hashes.length; i++) {
      fresh[i] = size >= MOST || (there[i] != hashes[i] && put(hashes[i]));
    }
    return fresh;
  }

  /// Whether `id` is remembered.
  public boolean contains(String id) {
    long hash = hash(id);
    int i = index(hash);
    while (slots[i] != 0) {
      if (slots[i] == hash) {
        return true;
      }
      i = (i + 1) & (slots.length - 1);
    }
    return false;
  }

  /// Whether no more are remembered.
  public boolean isFull() {
    return size >= MOST;
  }

  private boolean put(long hash) {
    int i = index(hash);
    while (slots[i] != 0) {
      if (slots[i] == hash) {
        return false;
      }
      i = (i + 1) & (slots.length - 1);
    }
    slots[i] = hash;
    size++;
    return true;
  }

  private void grow() {
    long[] old = slots;
    slots = new long[old.length * 2];
    size = 0;
    for (long hash : old) {
      if (hash != 0) {
        put(hash);
      }
    }
  }

  private int index(long hash) {
    return (int) (hash ^ (hash >>> 32)) & (slots.length - 1);
  }

  /// FNV-1a with a last stirring; never 0, which is an empty slot.
  private static long hash(String id) {
    long hash = OFFSET;
    for (byte each : id.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (each & 0xff)) * PRIME;
    }
    hash ^= hash >>> 32;
    hash *= 0xd6e8feb86659fd93L;
    hash ^= hash >>> 32;
    return hash == 0 ? 1 : hash;
  }
}
