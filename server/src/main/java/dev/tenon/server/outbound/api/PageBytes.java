package dev.tenon.server.outbound.api;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The bytes of a page: kept as they are read, so that its items can be cut out of it. Ends a body
/// that is too large, and remembers why a read failed. Read by one thread; what was read can be cut
/// by any that sees it.
final class PageBytes extends FilterInputStream {
  static final int CHUNK = 16 * 1024;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long SPACES = 0x2020202020202020L;
  private static final long HIGH_BITS = 0x8080808080808080L;

  private final long most;
  private final PageRoom.Part room;
  private final List<byte[]> chunks = new ArrayList<>();
  private long size;
  private boolean tooLarge;
  private Optional<IOException> failure = Optional.empty();

  /// @param room where its chunks have to find room
  PageBytes(InputStream in, long most, PageRoom room) {
    super(in);
    this.most = most;
    this.room = room.part(this);
  }

  /// It is held no longer, or will not be for long.
  void release() {
    room.giveBack();
  }

  /// Gives what stands from byte `from` up to byte `to` to `digest`.
  void digest(MessageDigest digest, long from, long to) {
    for (long at = from; at < to; ) {
      int start = Math.toIntExact(at % CHUNK);
      int now = Math.toIntExact(Math.min(CHUNK - start, to - at));
      digest.update(chunks.get(Math.toIntExact(at / CHUNK)), start, now);
      at += now;
    }
  }

  /// Writes what stands from byte `from` up to byte `to` to `out`.
  void writeTo(OutputStream out, long from, long to) throws IOException {
    for (long at = from; at < to; ) {
      int start = Math.toIntExact(at % CHUNK);
      int now = Math.toIntExact(Math.min(CHUNK - start, to - at));
      out.write(chunks.get(Math.toIntExact(at / CHUNK)), start, now);
      at += now;
    }
  }

  /// Whether every byte from `from` up to `to` is an ASCII character and no control character.
  boolean isPlain(long from, long to) {
    for (long at = from; at < to; ) {
      int start = Math.toIntExact(at % CHUNK);
      int now = Math.toIntExact(Math.min(CHUNK - start, to - at));
      if (!isPlain(chunks.get(Math.toIntExact(at / CHUNK)), start, start + now)) {
        return false;
      }
      at += now;
    }
    return true;
  }

  private static boolean isPlain(byte[] bytes, int from, int to) {
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      long eight = (long) LONGS.get(bytes, at);
      // The high bit of a byte: its own, or borrowed where it is below a space.
      if (((eight | (eight - SPACES)) & HIGH_BITS) != 0) {
        return false;
      }
    }
    for (; at < to; at++) {
      if (bytes[at] < ' ') {
        return false;
      }
    }
    return true;
  }

  /// The first byte from `from` on that is no space.
  int firstBesidesSpaces(long from) {
    long at = from;
    while (byteAt(at) == ' ') {
      at++;
    }
    return byteAt(at);
  }

  private byte byteAt(long at) {
    return chunks.get(Math.toIntExact(at / CHUNK))[Math.toIntExact(at % CHUNK)];
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int from, int count) throws IOException {
    try {
      int got = super.read(bytes, from, count);
      if (got > 0 && size + got > most) {
        tooLarge = true;
        throw new IOException("too large");
      }
      keep(bytes, from, got);
      return got;
    } catch (IOException e) {
      failure = Optional.of(e);
      throw e;
    }
  }

  boolean isTooLarge() {
    return tooLarge;
  }

  Optional<IOException> failure() {
    return failure;
  }

  /// What stands from byte `from` up to byte `to`.
  String text(long from, long to) {
    int length = Math.toIntExact(to - from);
    int at = Math.toIntExact(from % CHUNK);
    byte[] first = chunks.get(Math.toIntExact(from / CHUNK));
    if (at + length <= CHUNK) {
      return new String(first, at, length, StandardCharsets.UTF_8);
    }
    return new String(bytes(from, length), StandardCharsets.UTF_8);
  }

  private byte[] bytes(long from, int length) {
    byte[] all = new byte[length];
    for (int done = 0; done < length; ) {
      int at = Math.toIntExact((from + done) % CHUNK);
      int now = Math.min(CHUNK - at, length - done);
      byte[] chunk = chunks.get(Math.toIntExact((from + done) / CHUNK));
      System.arraycopy(chunk, at, all, done, now);
      done += now;
    }
    return all;
  }

  private void keep(byte[] bytes, int from, int count) throws IOException {
    for (int done = 0; done < count; ) {
      int at = Math.toIntExact(size % CHUNK);
      if (at == 0) {
        room.take();
        chunks.add(new byte[CHUNK]);
      }
      int now = Math.min(CHUNK - at, count - done);
      System.arraycopy(bytes, from + done, chunks.getLast(), at, now);
      done += now;
      size += now;
    }
  }
}
