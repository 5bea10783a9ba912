package dev.tenon.server.vault;

import com.google.crypto.tink.Aead;
import dev.tenon.secret.Binding;
import dev.tenon.secret.Sealed;
import dev.tenon.secret.Secret;
import dev.tenon.secret.UnsealableException;
import dev.tenon.secret.Vault;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/// Seals by AES-256-GCM under a [KeyRing].
///
/// A sealed value is Tink's: one byte 1, the key's id (4 bytes), the nonce (12 bytes), the
/// ciphertext, the tag (16 bytes). The associated data is the format's name and the five parts of
/// the [Binding], each text with its length before it, so that no two bindings write the same
/// bytes.
public final class TinkVault implements Vault {
  private static final String FORMAT = "tenon sealed v1";

  private final Aead aead;

  TinkVault(Aead aead) {
    this.aead = aead;
  }

  @Override
  public Sealed seal(Secret secret, Binding binding) {
    try {
      byte[] plaintext = secret.reveal().getBytes(StandardCharsets.UTF_8);
      return new Sealed(aead.encrypt(plaintext, associatedData(binding)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot seal " + binding.table() + ": a bug", e);
    }
  }

  @Override
  public Secret open(Sealed sealed, Binding binding) {
    try {
      byte[] plaintext = aead.decrypt(sealed.ciphertext(), associatedData(binding));
      return Secret.of(new String(plaintext, StandardCharsets.UTF_8));
    } catch (GeneralSecurityException _) {
      throw new UnsealableException(binding);
    }
  }

  private static byte[] associatedData(Binding binding) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      write(out, FORMAT);
      write(out, binding.workspace());
      write(out, binding.table());
      write(out, binding.row());
      write(out, binding.field());
      out.writeLong(binding.version());
    } catch (IOException e) {
      throw new IllegalStateException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream out, String text) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(utf8.length);
    out.write(utf8);
  }
}
