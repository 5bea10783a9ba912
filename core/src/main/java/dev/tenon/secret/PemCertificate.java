package dev.tenon.secret;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;

/// The certificate that may stand beside a private key in PEM (RFC 7468 §5).
public final class PemCertificate {
  private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
  private static final String END = "-----END CERTIFICATE-----";

  private PemCertificate() {}

  /// When the first certificate in `secret` ends; empty where there is none, or none that can be
  /// read.
  public static Optional<Instant> notAfter(Secret secret) {
    String text = secret.reveal();
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END, Math.max(begin, 0));
    if (begin < 0 || end < 0) {
      return Optional.empty();
    }
    byte[] pem = text.substring(begin, end + END.length()).getBytes(StandardCharsets.US_ASCII);
    try {
      return CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(pem))
              instanceof X509Certificate certificate
          ? Optional.of(certificate.getNotAfter().toInstant())
          : Optional.empty();
    } catch (CertificateException _) {
      // It says nothing about the key; whoever uses the key finds out whether it is one.
      return Optional.empty();
    }
  }
}
