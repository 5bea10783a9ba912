package dev.tenon.sdk;

import java.lang.reflect.InvocationTargetException;
import java.net.http.HttpClient;

/// Ends an HTTP client. It can be told to since JDK 21; before that the JDK ends its threads when
/// nobody refers to it any more.
final class Ending {
  private Ending() {}

  static void of(HttpClient http) {
    try {
      HttpClient.class.getMethod("shutdownNow").invoke(http);
    } catch (NoSuchMethodException e) {
      // An older JDK.
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("the HTTP client does not end", e);
    }
  }
}
