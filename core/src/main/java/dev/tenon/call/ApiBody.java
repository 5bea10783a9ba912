package dev.tenon.call;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/// What a request carries. Used by one call.
public interface ApiBody {
  /// How many bytes it has, where that is known.
  OptionalLong length();

  /// Its bytes, from the first one.
  ///
  /// @throws IOException when it cannot be had (again)
  InputStream open() throws IOException;

  /// Whether [#open()] gives all of it now. False for a body that is on its way through once any of
  /// it has been taken.
  boolean isWhole();

  /// No body at all.
  static ApiBody none() {
    return of(new byte[0]);
  }

  /// A body that is held in memory and can be sent as often as need be. The bytes must not be
  /// changed.
  static ApiBody of(byte[] bytes) {
    return new ApiBody() {
      @Override
      public OptionalLong length() {
        return OptionalLong.of(bytes.length);
      }

      @Override
      public InputStream open() {
        return new ByteArrayInputStream(bytes);
      }

      @Override
      public boolean isWhole() {
        return true;
      }
    };
  }
}
