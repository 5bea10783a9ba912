package dev.tenon.server.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.server.outbound.AddressGuard.Vetting;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressGuardTest {
  private static final String PUBLIC = "93.184.215.14";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://127.0.0.1/",
        "https://127.9.9.9/",
        "https://[::1]/",
        "https://0.0.0.0/",
        "https://[::]/",
        "https://10.0.0.1/",
        "https://172.31.255.254/",
        "https://192.168.1.1/",
        "https://169.254.169.254/latest/meta-data",
        "https://[fe80::1]/",
        "https://[fd00::1]/",
        "https://[fc12::1]/",
        "https://100.64.0.1/",
        "https://100.127.255.254/",
        "https://224.0.0.1/",
        "https://[ff02::1]/",
        "https://255.255.255.255/",
        "https://[::ffff:10.0.0.1]/",
        "https://[::ffff:7f00:1]/",
        "https://[::127.0.0.1]/",
        "https://[64:ff9b::a00:1]/",
        "https://[64:ff9b:1::a00:1]/",
        "https://[2002:7f00:1::]/",
        "https://[2002:a9fe:a9fe::1]/",
        "https://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/",
        "https://[2001:db8::1]/",
        "https://192.0.2.1/",
        "https://198.18.0.1/"
      })
  void c1_an_address_that_is_not_public_is_refused(String url) {
    assertThat(strict().vet(URI.create(url))).isInstanceOf(Vetting.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://2130706433/",
        "https://0x7f000001/",
        "https://0x7f.0.0.1/",
        "https://0177.0.0.1/",
        "https://127.1/",
        "https://127.0.0.1./",
        "https://localhost./",
        "https://[::1%25lo]/",
        "https://[fe80::1%25eth0]/",
        "https://1.2.3.4.5/",
        "https://256.1.1.1/",
        "https://example.0x1/"
      })
  void c1_a_host_that_is_a_number_in_disguise_is_refused_before_it_is_looked_up(String url) {
    AtomicInteger lookups = new AtomicInteger();
    AddressGuard guard =
        new AddressGuard(
            AllowedAddresses.none(),
            host -> {
              lookups.incrementAndGet();
              return addresses(PUBLIC);
            });

    assertThat(guard.vet(URI.create(url))).isInstanceOf(Vetting.Refused.class);
    assertThat(lookups).hasValue(0);
  }

  @Test
  void c1_a_name_is_judged_by_what_it_resolves_to() {
    assertThat(resolving("10.1.2.3").vet(URI.create("https://innocent.example/")))
        .isInstanceOf(Vetting.Refused.class);
    assertThat(resolving(PUBLIC).vet(URI.create("https://innocent.example/")))
        .isInstanceOf(Vetting.Allowed.class);
  }

  @Test
  void c1_public_addresses_of_every_kind_are_allowed() {
    for (String address : List.of(PUBLIC, "2606:4700::1111", "64:ff9b::5db8:d70e", "1.1.1.1")) {
      assertThat(resolving(address).vet(URI.create("https://provider.example/")))
          .as(address)
          .isInstanceOf(Vetting.Allowed.class);
    }
  }

  @Test
  void c2_one_private_record_among_public_ones_refuses_the_name() {
    assertThat(resolving(PUBLIC, "127.0.0.1").vet(URI.create("https://mixed.example/")))
        .isInstanceOf(Vetting.Refused.class);
  }

  @Test
  void c2_a_name_is_resolved_once_and_called_at_what_was_vetted() throws Exception {
    AtomicInteger lookups = new AtomicInteger();
    AddressGuard guard =
        new AddressGuard(
            AllowedAddresses.none(),
            _ -> addresses(lookups.incrementAndGet() == 1 ? PUBLIC : "127.0.0.1"));

    Vetting first = guard.vet(URI.create("https://rebinding.example/"));

    assertThat(first)
        .isInstanceOfSatisfying(
            Vetting.Allowed.class,
            allowed ->
                assertThat(allowed.addresses()).containsExactlyElementsOf(addresses(PUBLIC)));
    assertThat(lookups).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc/passwd",
        "gopher://provider.example/",
        "jar:https://provider.example/x.jar!/",
        "ftp://provider.example/",
        "mailto:a@provider.example",
        "/token",
        "//provider.example/token",
        "https:provider.example",
        "https:///token",
        "http://provider.example/token",
        "https://provider.example:25/",
        "https://provider.example:22/",
        "https://provider.example:6379/",
        "https://provider.example:5432/",
        "https://provider.example:3306/",
        "https://provider.example:0/",
        "https://provider.example:65536/"
      })
  void c4_only_https_on_ports_that_may_be_http_is_called(String url) {
    assertThat(resolving(PUBLIC).vet(URI.create(url))).isInstanceOf(Vetting.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://good.example@evil.example/",
        "https://user:password@provider.example/",
        "https://provider.example/token#fragment",
        "https://provider.example/a/../b",
        "https://provider.example/a/%2e%2e/b",
        "https://provider.example/%2E./b",
        "https://provïder.example/",
        "https://provider.example/tökén",
        "https://under_score.example/",
        "https://evil.example%2f.good.example/"
      })
  void c5_a_url_that_two_parsers_may_read_differently_is_refused(String url) {
    assertThat(resolving(PUBLIC).vet(URI.create(url))).isInstanceOf(Vetting.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://good.example\\@evil.example/",
        "https://good.example\t.evil.example/",
        "https://good.example/a b",
        "https://good.example/\r\nHost: evil.example",
        "https://good.example /",
        ""
      })
  void c5_a_text_that_is_no_strict_url_is_refused(String text) {
    assertThatThrownBy(() -> OutboundUrl.parse(text))
        .isInstanceOf(OutboundUrl.RefusedUrlException.class)
        .hasMessageNotContaining("evil");
  }

  @Test
  void c6_a_refusal_does_not_say_where_the_name_points() {
    assertThat(resolving("10.20.30.40").vet(URI.create("https://wiki.corp.example/")))
        .isInstanceOfSatisfying(
            Vetting.Refused.class,
            refused ->
                assertThat(refused.reason()).contains("wiki.corp.example").doesNotContain("10.20"));
  }

  @Test
  void c7_an_operator_allows_a_private_server_by_its_name_and_no_other() {
    AddressGuard guard =
        new AddressGuard(
            AllowedAddresses.parse(List.of("Login.corp.example")), _ -> addresses("10.1.2.3"));

    assertThat(guard.vet(URI.create("http://login.corp.example/")))
        .isInstanceOf(Vetting.Allowed.class);
    assertThat(guard.vet(URI.create("https://LOGIN.corp.example/")))
        .isInstanceOf(Vetting.Allowed.class);
    assertThat(guard.vet(URI.create("https://other.corp.example/")))
        .isInstanceOf(Vetting.Refused.class);
    assertThat(guard.vet(URI.create("https://10.1.2.3/"))).isInstanceOf(Vetting.Refused.class);
  }

  @Test
  void c7_an_operator_allows_a_range_under_every_name() {
    AddressGuard guard =
        new AddressGuard(
            AllowedAddresses.parse(List.of("10.1.0.0/16", "::1")),
            host -> addresses(host.equals("outside") ? "10.2.0.1" : host));

    assertThat(guard.vet(URI.create("http://10.1.2.3/"))).isInstanceOf(Vetting.Allowed.class);
    assertThat(guard.vet(URI.create("http://[::1]/"))).isInstanceOf(Vetting.Allowed.class);
    assertThat(guard.vet(URI.create("https://outside/"))).isInstanceOf(Vetting.Refused.class);
  }

  @Test
  void c7_a_listed_name_never_reaches_the_metadata_address() {
    AddressGuard guard =
        new AddressGuard(
            AllowedAddresses.parse(List.of("login.corp.example")),
            _ -> addresses("169.254.169.254"));

    assertThat(guard.vet(URI.create("http://login.corp.example/")))
        .isInstanceOf(Vetting.Refused.class);
  }

  @Test
  void c7_listing_localhost_does_not_open_its_database_unless_the_port_is_named() {
    URI redis = URI.create("http://localhost:6379/");
    assertThat(allowing("localhost").vet(URI.create("http://localhost:9000/")))
        .isInstanceOf(Vetting.Allowed.class);
    assertThat(allowing("localhost").vet(redis)).isInstanceOf(Vetting.Refused.class);
    assertThat(allowing("localhost:6379").vet(redis)).isInstanceOf(Vetting.Allowed.class);
    assertThat(allowing("localhost").vet(URI.create("http://127.0.0.1:9000/")))
        .isInstanceOf(Vetting.Refused.class);
  }

  @Test
  void an_unknown_host_is_unresolved_rather_than_refused() {
    AddressGuard guard =
        new AddressGuard(
            AllowedAddresses.none(),
            host -> {
              throw new UnknownHostException(host);
            });

    assertThat(guard.vet(URI.create("https://nowhere.example/")))
        .isInstanceOf(Vetting.Unresolved.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.0/33",
        "10.0.0/8",
        "host name",
        "http://localhost",
        "127.1",
        "a:b",
        "a:0",
        ""
      })
  void an_entry_that_is_neither_name_nor_range_is_refused_by_name(String entry) {
    assertThatThrownBy(() -> AllowedAddresses.parse(List.of(entry)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_url_that_is_allowed_keeps_its_path_and_query_byte_for_byte()
      throws URISyntaxException, OutboundUrl.RefusedUrlException {
    OutboundUrl url = OutboundUrl.parse("HTTPS://Provider.Example:8443/a%2Fb;c?x=%20&y=..");

    assertThat(url)
        .isEqualTo(new OutboundUrl("https", "provider.example", 8443, "/a%2Fb;c?x=%20&y=.."));
  }

  private static AddressGuard strict() {
    return new AddressGuard(AllowedAddresses.none());
  }

  private static AddressGuard resolving(String... to) {
    return new AddressGuard(AllowedAddresses.none(), _ -> addresses(to));
  }

  private static AddressGuard allowing(String entry) {
    return new AddressGuard(AllowedAddresses.parse(List.of(entry)), _ -> addresses("127.0.0.1"));
  }

  private static List<InetAddress> addresses(String... texts) {
    return Arrays.stream(texts).map(InetAddress::ofLiteral).toList();
  }
}
