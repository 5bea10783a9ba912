package dev.tenon.workspace;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/// Small pictures for tests, made without a library.
public final class Pictures {
  private Pictures() {}

  /// A PNG of that size, in one colour.
  public static byte[] png(int width, int height) {
    byte[] rows = new byte[height * (1 + width * 3)];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int at = y * (1 + width * 3) + 1 + x * 3;
        boolean inside = x * 8 > width && x * 8 < width * 7 && (x / 12 + y / 12) % 3 != 0;
        rows[at] = (byte) (inside ? 0xff : 0x0b);
        rows[at + 1] = (byte) (inside ? 0xc8 : 0x5c);
        rows[at + 2] = (byte) (inside ? 0x3d : 0xad);
      }
    }
    Deflater deflater = new Deflater(9);
    deflater.setInput(rows);
    deflater.finish();
    byte[] packed = new byte[rows.length + 64];
    int length = deflater.deflate(packed);
    deflater.end();
    byte[] header =
        ByteBuffer.allocate(13)
            .putInt(width)
            .putInt(height)
            .put(new byte[] {8, 2, 0, 0, 0})
            .array();
    ByteBuffer all = ByteBuffer.allocate(8 + 25 + 12 + length + 12);
    all.put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    chunk(all, "IHDR", header, header.length);
    chunk(all, "IDAT", packed, length);
    chunk(all, "IEND", new byte[0], 0);
    return all.array();
  }

  private static void chunk(ByteBuffer all, String type, byte[] data, int length) {
    CRC32 crc = new CRC32();
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    crc.update(name);
    crc.update(data, 0, length);
    all.putInt(length).put(name).put(data, 0, length).putInt((int) crc.getValue());
  }
}
