package dev.tenon.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TemplateTest {
  private static final Function<String, Optional<String>> VALUES =
      given(
          Map.of(
              "id", "abc",
              "key", "k)}y",
              "host", "api.example",
              "base", "http://localhost:8090/trimble-id/",
              "odd", "a b/c?d=é&e",
              "now", "2026-03-02T04:05:06Z",
              "steps.0.token", "t0",
              "empty", ""));

  private static Function<String, Optional<String>> given(Map<String, String> values) {
    return name -> Optional.ofNullable(values.get(name));
  }

  private static String expanded(String template) {
    return Template.parse(template).expand(VALUES);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      value = {
        "plain => plain",
        "x-${id}-y => x-abc-y",
        "${ id } => abc",
        "${nothing || id} => abc",
        "${nothing || 'it''s'} => it's",
        "$${id} => ${id}",
        "$id {id} $ => $id {id} $",
        "${steps.0.token} => t0",
        "${id + ':' + key} => abc:k)}y",
        "${base64(id + ':' + key)} => YWJjOmspfXk=",
        "${upper(before(host, '.'))} => API",
        "${after(host, '.')} => example",
        "${sha256Hex(id)} => ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "${hmacSha1Hex('key', 'The quick brown fox jumps over the lazy dog')} => de7c9b85b8b78aa6bc8a7a36f70a90701c9db4d9",
        "${hmacSha256Hex('Jefe', 'what do ya want for nothing?')} => 5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        "${md5Hex('')} => d41d8cd98f00b204e9800998ecf8427e",
        "${epoch(now)} => 1772424306",
        "${format(plus(now, 'P7D'), 'yyyy-MM-dd')} => 2026-03-09",
        "${json('a\"b\\')} => \"a\\\"b\\\\\"",
        "${xml('<a&b>')} => &lt;a&amp;b&gt;",
        "${encode(odd)} => a%20b%2Fc%3Fd%3D%C3%A9%26e",
      })
  void template_expands_to_its_text(String template, String text) {
    assertThat(expanded(template)).isEqualTo(text);
  }

  @Test
  void placeholder_without_a_value_is_an_error_and_not_sent() {
    assertThatThrownBy(() -> expanded("${base64(id + nothing)}"))
        .isInstanceOf(Template.MissingValueException.class)
        .hasMessage("${nothing} has no value in: ${base64(id + nothing)}");
  }

  @Test
  void every_name_of_a_fallback_without_value_is_named() {
    assertThatThrownBy(() -> expanded("${nothing || neither}"))
        .hasMessageStartingWith("${nothing || neither} has no value");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      quoteCharacter = '`',
      value = {
        "a ${id > a placeholder is not closed, at character 7",
        "${} > a name is missing in a placeholder, at character 3",
        "${a b} > a placeholder is not closed, at character 5",
        "${a.} > 'a.' is not a name, at character 5",
        "${'a} > a quote is not closed, at character 6",
        "${nope(a)} > there is no function 'nope', at character 8",
        "${base64(a} > the ')' of base64 is missing, at character 11",
        "${base64(a, b)} > base64 takes 1 argument(s), not 2, at character 15",
        "${lower(raw(a))} > raw stands alone, as in ${raw(path)}, at character 13",
        "${a ||} > a name is missing in a placeholder, at character 7",
      })
  void malformed_template_is_refused_with_its_place(String template, String problem) {
    assertThatThrownBy(() -> Template.parse(template)).hasMessage(problem);
  }

  @Test
  void deep_nesting_is_refused() {
    String deep = "${" + "lower(".repeat(10_000) + "a" + ")".repeat(10_000) + "}";
    assertThatThrownBy(() -> Template.parse(deep)).hasMessageContaining("too deeply");
  }

  @Test
  void all_names_are_known_without_expanding() {
    assertThat(Template.parse("${a || b}/${base64(c + 'd')}").names())
        .containsExactly("a", "b", "c");
  }

  @Test
  void literal_is_its_own_text_whatever_stands_in_it() {
    Template template = Template.literal("${id} $${");
    assertThat(template.expand(VALUES)).isEqualTo("${id} $${");
    assertThat(template.names()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "https://x.example/${odd}/y > https://x.example/a%20b%2Fc%3Fd%3D%C3%A9%26e/y",
        "https://x.example/?q=${odd} > https://x.example/?q=a%20b%2Fc%3Fd%3D%C3%A9%26e",
        "https://x.example/${raw('a/b?c=d')} > https://x.example/a/b?c=d",
        "https://${host}/x > https://api.example/x",
        "https://${id}.example/x > https://abc.example/x",
        "${base}/oauth/token > http://localhost:8090/trimble-id/oauth/token",
        "https://${'localhost:8080'}/x > https://localhost:8080/x",
        "https://${'[::1]:8080'}/x > https://[::1]:8080/x",
        "${'https://a.example/token?tenant=b'} > https://a.example/token?tenant=b",
      })
  void value_in_a_url_is_encoded_by_its_place(String template, String url) {
    assertThat(Template.parse(template).expandUrl(VALUES)).isEqualTo(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.com/",
        "evil.com#",
        "evil.com?",
        "evil.com\\",
        "good@evil.com",
        "evil.com:80@",
        "a b",
        "a\tb",
        "",
        "-a",
        ".",
        "..",
        "a\r\nb",
        "é.com",
        "%65vil.com",
        "//evil.com",
      })
  void value_cannot_break_out_of_a_host(String value) {
    Template template = Template.parse("https://${sub}.example.com/x");
    assertThatThrownBy(() -> template.expandUrl(given(Map.of("sub", value))))
        .isInstanceOf(Template.UnfitValueException.class)
        .hasMessageContaining("${sub} is not a host name");
  }

  @Test
  void port_may_be_a_value_of_digits_alone() {
    Template template = Template.parse("https://${sub}.example.com:${port}/x");

    assertThat(template.canBeUrl()).isTrue();
    assertThat(template.expandUrl(given(Map.of("sub", "a", "port", "13113"))))
        .isEqualTo("https://a.example.com:13113/x");
    for (String port : new String[] {"", "x", "1@evil.com", "80/y", "123456"}) {
      assertThatThrownBy(() -> template.expandUrl(given(Map.of("sub", "a", "port", port))))
          .as(port)
          .isInstanceOf(Template.UnfitValueException.class);
    }
  }

  @Test
  void query_right_behind_the_host_takes_any_value_encoded() {
    Template template = Template.parse("https://example.com?q=${q}");

    assertThat(template.expandUrl(given(Map.of("q", "a b&c/@evil.com"))))
        .isEqualTo("https://example.com?q=a%20b%26c%2F%40evil.com");
  }

  @Test
  void port_in_the_middle_of_a_host_is_refused() {
    Template template = Template.parse("https://${sub}.example.com/x");
    assertThatThrownBy(() -> template.expandUrl(given(Map.of("sub", "evil.com:80"))))
        .isInstanceOf(Template.UnfitValueException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://x.example",
        "file:///etc/passwd",
        "//x.example",
        "https://user:pw@x.example",
        "https://x.example?a=b",
        "https://x.example#f",
        "https://x.example/a b",
        "https://",
        "javascript:alert(1)",
        "",
      })
  void base_url_with_anything_odd_is_refused(String value) {
    Template template = Template.parse("${base}/token");
    assertThatThrownBy(() -> template.expandUrl(given(Map.of("base", value))))
        .isInstanceOf(Template.UnfitValueException.class)
        .hasMessageNotContaining("pw");
  }

  @ParameterizedTest
  @CsvSource({"${a}/x,..", "${a}/x,.", ".${a}/x,.", "/y/${a},..", "/${raw(a)}/x,%2e%2E"})
  void value_cannot_climb_out_of_a_base(String template, String value) {
    assertThatThrownBy(() -> Template.parse(template).expandPath(given(Map.of("a", value))))
        .hasMessageContaining("makes a dot segment");
  }

  @Test
  void path_keeps_a_strange_id_in_one_segment() {
    Template template = Template.parse("folders/${parent.id}/contents?page[limit]=200");
    assertThat(template.expandPath(given(Map.of("parent.id", "urn:adsk/../x"))))
        .isEqualTo("folders/urn%3Aadsk%2F..%2Fx/contents?page[limit]=200");
  }

  @Test
  void raw_value_cannot_add_a_fragment_or_space() {
    Template template = Template.parse("https://x.example/${raw(a)}");
    for (String value : new String[] {"a#b", "a b", "a\nb", "a\\b", "<"}) {
      assertThatThrownBy(() -> template.expandUrl(given(Map.of("a", value))))
          .hasMessageContaining("has a character that a URL cannot have");
    }
  }

  @Test
  void header_with_a_line_break_is_refused() {
    Template template = Template.parse("Bearer ${token}");
    assertThat(template.expandHeader(given(Map.of("token", "abc")))).isEqualTo("Bearer abc");
    assertThatThrownBy(() -> template.expandHeader(given(Map.of("token", "a\r\nHost: evil"))))
        .isInstanceOf(Template.UnfitValueException.class)
        .hasMessageNotContaining("evil");
  }

  @Test
  void function_that_fails_shows_no_value() {
    Template template = Template.parse("${ed25519Base64(secret, 'x')}");
    assertThatThrownBy(() -> template.expand(given(Map.of("secret", "hush-hush"))))
        .isInstanceOf(Template.UnfitValueException.class)
        .hasMessageContaining("ed25519Base64 cannot be computed")
        .hasMessageNotContaining("hush-hush");
  }

  @Test
  void signature_functions_sign_with_a_pem_key() throws Exception {
    var pair = java.security.KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    String pem =
        "-----BEGIN PRIVATE KEY-----\n"
            + java.util.Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n";
    String signed =
        Template.parse("${ed25519Base64(pem, 'text')}").expand(given(Map.of("pem", pem)));
    var verifier = java.security.Signature.getInstance("Ed25519");
    verifier.initVerify(pair.getPublic());
    verifier.update("text".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertThat(verifier.verify(java.util.Base64.getDecoder().decode(signed))).isTrue();
  }
}
