package dev.tenon.server.outbound;

import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.NoHttpResponseException;

/// Failures of a call in words of our own. The messages of the exceptions stay behind: they quote
/// addresses, headers and what the other side said.
final class FailureWords {
  private FailureWords() {}

  /// What `failure` means.
  static String of(Exception failure) {
    return switch (failure) {
      case ConnectTimeoutException _ -> "no connection could be made in time";
      case NoRouteToHostException _ -> "there is no way to the host";
      case ConnectException _ -> "the connection was refused";
      case UnknownHostException _ -> "the host name cannot be resolved";
      case SSLException _ -> "no secure connection (TLS) could be made or kept";
      case NoHttpResponseException _, ConnectionClosedException _ ->
          "the connection was closed without an answer";
      case SocketTimeoutException _ -> "the other side was silent for too long";
      case SocketException _ -> "the connection was reset";
      case InterruptedIOException _ -> "the call was given up";
      case HttpException _ -> "the answer was not HTTP";
      default -> "the connection failed (" + failure.getClass().getSimpleName() + ")";
    };
  }
}
