package dev.tenon.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PemCertificateTest {
  private static final String CERTIFICATE =
      """
      -----BEGIN CERTIFICATE-----
      MIIBczCCARmgAwIBAgIUMa1H3RA719m56smGyKEFR0W5KjowCgYIKoZIzj0EAwIw
      DzENMAsGA1UEAwwEdGVzdDAeFw0yNjExMjQyMTMzNTRaFw0yNzEyMjkyMTMzNTRa
      MA8xDTALBgNVBAMMBHRlc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARsGg0M
      Ay0EwbXcKdHNFdtaNyw8F7aAfjB1QC8G+iJt5RFx7zSqRtvGihPYIzP4mn85ZgJP
      u9z06jgAj7jDO31Ao1MwUTAdBgNVHQ4EFgQUovZh7r+n2mQ5r2Sc6oTX2tiVLsow
      HwYDVR0jBBgwFoAUovZh7r+n2mQ5r2Sc6oTX2tiVLsowDwYDVR0TAQH/BAUwAwEB
      /zAKBggqhkjOPQQDAgNIADBFAiEAwOzBXyhK3UBjdk5EB+rNhpbNpjOXPS4g4rVh
      ZVr1kL8CIFA4GegYYo6hAyhEBla4+FaYj+oJzRL668SlNJ49wheJ
      -----END CERTIFICATE-----
      """;

  @Test
  void certificate_beside_a_key_says_when_it_ends() {
    Secret secret =
        Secret.of("-----BEGIN PRIVATE KEY-----\nMIGH\n-----END PRIVATE KEY-----\n" + CERTIFICATE);

    assertThat(PemCertificate.notAfter(secret)).contains(Instant.parse("2027-12-29T21:33:54Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "just-a-secret",
        "-----BEGIN CERTIFICATE-----",
        "-----END CERTIFICATE----------BEGIN CERTIFICATE-----",
        "-----BEGIN CERTIFICATE-----\nMIIBczCC\n-----END CERTIFICATE-----"
      })
  void what_is_no_certificate_does_not_end(String text) {
    assertThat(PemCertificate.notAfter(Secret.of(text))).isEmpty();
  }
}
