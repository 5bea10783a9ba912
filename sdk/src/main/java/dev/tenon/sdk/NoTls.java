package dev.tenon.sdk;

import java.security.KeyManagementException;
import java.security.SecureRandom;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/// TLS for a hub that is reached by plain http: none. The JDK's client prepares TLS whether it is
/// used or not, which takes half the time of a short program; this one refuses to be used.
final class NoTls extends SSLContextSpi {
  private NoTls() {}

  static SSLContext context() {
    return new Context(new NoTls());
  }

  @Override
  protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random)
      throws KeyManagementException {
    throw new KeyManagementException("there is no TLS here");
  }

  @Override
  protected SSLParameters engineGetDefaultSSLParameters() {
    return new SSLParameters();
  }

  @Override
  protected SSLParameters engineGetSupportedSSLParameters() {
    return new SSLParameters();
  }

  @Override
  protected SSLSocketFactory engineGetSocketFactory() {
    throw unused();
  }

  @Override
  protected SSLServerSocketFactory engineGetServerSocketFactory() {
    throw unused();
  }

  @Override
  protected SSLEngine engineCreateSSLEngine() {
    throw unused();
  }

  @Override
  protected SSLEngine engineCreateSSLEngine(String host, int port) {
    throw unused();
  }

  @Override
  protected SSLSessionContext engineGetServerSessionContext() {
    throw unused();
  }

  @Override
  protected SSLSessionContext engineGetClientSessionContext() {
    throw unused();
  }

  private static UnsupportedOperationException unused() {
    return new UnsupportedOperationException("there is no TLS here");
  }

  private static final class Context extends SSLContext {
    Context(NoTls tls) {
      super(tls, null, "none");
    }
  }
}
