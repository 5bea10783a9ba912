package dev.tenon.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A provider's list of regions decides where a token goes, so it is not simply believed.
final class RegionAddressTest {
  @ParameterizedTest
  @CsvSource({
    "//app21.connect.trimble.com, https://app.connect.trimble.com, true",
    "https://open21.connect.trimble.com/, https://app.connect.trimble.com, true",
    "//localhost:8090/connect-eu, http://localhost:8090/connect-na, true",
    "//localhost:9999/connect-eu, http://localhost:8090/connect-na, false",
    "//evil.example, https://app.connect.trimble.com, false",
    "https://connect.trimble.com.evil.example, https://app.connect.trimble.com, false",
    "http://app21.connect.trimble.com, https://app.connect.trimble.com, false",
    "https://app21.connect.trimble.com:8443, https://app.connect.trimble.com, false",
    "https://user@app21.connect.trimble.com, https://app.connect.trimble.com, false",
    "https://other.com, https://example.com, false",
    "//10.0.0.2, http://10.0.0.1, false",
    "not an address, https://app.connect.trimble.com, false",
  })
  void only_addresses_of_the_same_provider_are_taken(
      String listed, String master, boolean expected) {
    String whole = RegionAddress.whole(listed, Optional.of(master));

    assertThat(RegionAddress.isKin(whole, Optional.of(master))).isEqualTo(expected);
  }
}
