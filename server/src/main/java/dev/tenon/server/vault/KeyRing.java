package dev.tenon.server.vault;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.util.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/// The data keys of an installation, wrapped by the master key wherever they are stored. Sealed
/// values name their key, so that old values open after a new key was added.
public final class KeyRing {
  private static final byte[] WRAPPING = "tenon keyset v1".getBytes(StandardCharsets.US_ASCII);

  private static final String DERIVING = "tenon derived v1 ";
  private static final int DERIVED_BYTES = 32;

  private final KeysetHandle keys;

  private KeyRing(KeysetHandle keys) {
    this.keys = keys;
  }

  /// The ring that `stored` holds; where there is none, a new one, as `storeFirst` stored it.
  ///
  /// @param stored the wrapped ring
  /// @param storeFirst stores a wrapped ring where there is none yet, and returns what is stored
  ///   then
  /// @throws UnusableMasterKeyException when the key does not open the ring
  public static KeyRing open(
      MasterKey masterKey, Optional<byte[]> stored, UnaryOperator<byte[]> storeFirst) {
    try {
      Aead wrapping = wrapping(masterKey);
      byte[] wrapped = stored.isPresent() ? stored.get() : storeFirst.apply(made(wrapping));
      return new KeyRing(unwrapped(wrapping, wrapped));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK lacks AES-GCM: a bug or a broken JDK", e);
    }
  }

  /// The ring that `stored` holds.
  ///
  /// @throws UnusableMasterKeyException when the key does not open it
  public static KeyRing open(MasterKey masterKey, byte[] stored) {
    return open(masterKey, Optional.of(stored), it -> it);
  }

  /// This ring, wrapped by another master key.
  public byte[] wrappedBy(MasterKey masterKey) {
    try {
      return TinkProtoKeysetFormat.serializeEncryptedKeyset(
          keys, wrapping(masterKey), WRAPPING, AeadConfig2026.get());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK lacks AES-GCM: a bug or a broken JDK", e);
    }
  }

  /// Seals and opens by this ring.
  public TinkVault vault() {
    try {
      return new TinkVault(keys.getPrimitive(AeadConfig2026.get(), Aead.class));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the key ring holds no AEAD: a bug", e);
    }
  }

  /// 32 bytes for another use than sealing, named by `purpose`: the same on every node and after
  /// every restart, and others for each purpose (HKDF-SHA256, RFC 5869, over the ring's oldest key,
  /// which a key that is added does not change). They tell nothing about the ring.
  @AccessesPartialKey
  public byte[] derived(String purpose) {
    try {
      AesGcmKey oldest = (AesGcmKey) keys.getAt(0).getKey();
      return KDF.getInstance("HKDF-SHA256")
          .deriveData(
              HKDFParameterSpec.ofExtract()
                  .addIKM(oldest.getKeyBytes().toByteArray(InsecureSecretKeyAccess.get()))
                  .thenExpand(
                      (DERIVING + purpose).getBytes(StandardCharsets.US_ASCII), DERIVED_BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK lacks HKDF-SHA256: a bug or a broken JDK", e);
    }
  }

  private static byte[] made(Aead wrapping) throws GeneralSecurityException {
    KeysetHandle fresh =
        KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, AeadConfig2026.get());
    return TinkProtoKeysetFormat.serializeEncryptedKeyset(
        fresh, wrapping, WRAPPING, AeadConfig2026.get());
  }

  private static KeysetHandle unwrapped(Aead wrapping, byte[] wrapped) {
    try {
      return TinkProtoKeysetFormat.parseEncryptedKeyset(
          wrapped, wrapping, WRAPPING, AeadConfig2026.get());
    } catch (GeneralSecurityException _) {
      throw new UnusableMasterKeyException(
          "the master key does not open this database's keys; start with the key that it was made"
              + " with. Nothing was changed");
    }
  }

  @AccessesPartialKey
  private static Aead wrapping(MasterKey masterKey) throws GeneralSecurityException {
    AesGcmParameters parameters =
        AesGcmParameters.builder()
            .setKeySizeBytes(32)
            .setIvSizeBytes(12)
            .setTagSizeBytes(16)
            .setVariant(AesGcmParameters.Variant.NO_PREFIX)
            .build();
    AesGcmKey key =
        AesGcmKey.builder()
            .setParameters(parameters)
            .setKeyBytes(SecretBytes.copyFrom(masterKey.bytes(), InsecureSecretKeyAccess.get()))
            .build();
    return KeysetHandle.newBuilder()
        .addEntry(KeysetHandle.importKey(key).withRandomId().makePrimary())
        .build()
        .getPrimitive(AeadConfig2026.get(), Aead.class);
  }
}
