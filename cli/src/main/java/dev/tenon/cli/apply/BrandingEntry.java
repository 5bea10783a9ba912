package dev.tenon.cli.apply;

import dev.tenon.sdk.json.Json;
import dev.tenon.sdk.json.Json.JsonFlag;
import dev.tenon.sdk.json.Json.JsonText;
import dev.tenon.sdk.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How the pages for users are to look, as a file says it. The logo is a file beside it, and goes
/// along in the request.
final class BrandingEntry {
  private static final String BASE64 = ";base64,";
  private static final List<String> LANGUAGES = List.of("en", "de", "nl", "es", "pt", "fr");

  private BrandingEntry() {}

  /// The fields as the API has them.
  ///
  /// @param shown takes what is to be shown in place of the logo's bytes
  static JsonObject read(Entry entry, Path directory, Map<String, String> shown) {
    entry.allowing("name", "support", "texts", "light", "dark", "logo", "show_account");
    JsonObject fields = texts(JsonObject.empty(), entry, List.of("name", "support"));
    fields = inner(fields, entry, "texts", LANGUAGES);
    fields = inner(fields, entry, "light", List.of("accent", "background"));
    fields = inner(fields, entry, "dark", List.of("accent", "background"));
    Optional<Boolean> account = entry.flag("show_account");
    fields =
        account.isPresent() ? fields.with("show_account", new JsonFlag(account.get())) : fields;
    Optional<String> path = entry.text("logo");
    if (path.isEmpty()) {
      return fields;
    }
    shown.put("branding.logo", path.get());
    try {
      byte[] bytes = Files.readAllBytes(directory.resolve(path.get()));
      String text = Base64.getEncoder().encodeToString(bytes);
      return fields.with("logo", "data:application/octet-stream" + BASE64 + text);
    } catch (IOException _) {
      entry.fault("logo", "names a file that cannot be read: " + path.get());
      return fields;
    }
  }

  /// The workspace as the hub has it, with the logo as `wish` has it where it is the same.
  static JsonObject withSameLogo(JsonObject there, JsonObject wish) {
    Optional<JsonObject> branding = there.object("branding");
    Optional<String> wanted = wish.object("branding").flatMap(it -> it.text("logo"));
    boolean same =
        wanted.isPresent()
            && branding
                .flatMap(it -> it.object("logo"))
                .flatMap(it -> it.text("sha256"))
                .filter(sha256(wanted.get())::equals)
                .isPresent();
    return same ? there.with("branding", branding.get().with("logo", wanted.get())) : there;
  }

  private static JsonObject inner(JsonObject fields, Entry entry, String name, List<String> known) {
    Optional<Entry> below = entry.entry(name);
    if (below.isEmpty()) {
      return fields;
    }
    below.get().allowing(known.toArray(String[]::new));
    Json all = texts(JsonObject.empty(), below.get(), known);
    return fields.with(name, all);
  }

  private static JsonObject texts(JsonObject fields, Entry entry, List<String> names) {
    JsonObject all = fields;
    for (String name : names) {
      Optional<String> text = entry.text(name);
      all = text.isPresent() ? all.with(name, new JsonText(text.get())) : all;
    }
    return all;
  }

  private static String sha256(String dataUrl) {
    byte[] bytes =
        Base64.getDecoder().decode(dataUrl.substring(dataUrl.indexOf(BASE64) + BASE64.length()));
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
