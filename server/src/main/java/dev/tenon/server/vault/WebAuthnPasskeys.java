package dev.tenon.server.vault;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecord;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import dev.tenon.member.Passkey;
import dev.tenon.member.PasskeyCheck;
import dev.tenon.member.Ticket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Passkeys verified by webauthn4j. Whose make an authenticator is, is not asked: a member may use
/// any, so attestation is neither wanted nor looked at.
public final class WebAuthnPasskeys implements PasskeyCheck {
  private static final Logger LOG = LoggerFactory.getLogger(WebAuthnPasskeys.class);

  private static final int LONGEST_ANSWER = 64 * 1024;
  private static final boolean VERIFIED = true;
  private static final boolean PRESENT = true;

  private final Optional<String> site;
  private final Origin origin;

  /// Verifies what browsers answer at `origin`.
  ///
  /// @param origin as browsers write it
  /// @param host of the origin
  public WebAuthnPasskeys(String origin, String host) {
    this.site = isPossible(origin, host) ? Optional.of(host) : Optional.empty();
    this.origin = new Origin(origin);
  }

  /// Browsers make passkeys in secure contexts, for names (WebAuthn Level 3 §5.1.2).
  private static boolean isPossible(String origin, String host) {
    boolean isNumber = host.startsWith("[") || host.matches("[0-9.]+");
    boolean isSecure =
        origin.startsWith("https://") || host.equals("localhost") || host.endsWith(".localhost");
    return isSecure && !isNumber;
  }

  @Override
  public Optional<String> site() {
    return site;
  }

  @Override
  public Optional<Made> made(String answer, Ticket challenge) {
    return valid(
        answer,
        () -> {
          RegistrationData data =
              Library.MANAGER.verifyRegistrationResponseJSON(
                  answer,
                  new RegistrationParameters(
                      expected(challenge), Library.ALGORITHMS, VERIFIED, PRESENT));
          AuthenticatorData<?> authenticator =
              there(data.getAttestationObject()).getAuthenticatorData();
          AttestedCredentialData credential = there(authenticator.getAttestedCredentialData());
          return new Made(
              base64(credential.getCredentialId()),
              base64(Library.KEYS.convert(credential)),
              authenticator.getSignCount(),
              authenticator.isFlagBE());
        });
  }

  @Override
  @SuppressWarnings("NullAway") // It takes the mark of the array for one of its bytes.
  public Optional<String> credential(String answer) {
    return valid(
        answer,
        () ->
            base64(
                there(Library.MANAGER.parseAuthenticationResponseJSON(answer).getCredentialId())));
  }

  @Override
  public Optional<Long> used(String answer, Ticket challenge, Passkey passkey) {
    return valid(
            answer,
            () ->
                Library.MANAGER.verifyAuthenticationResponseJSON(
                    answer,
                    new AuthenticationParameters(
                        expected(challenge),
                        stored(passkey),
                        List.of(bytes(passkey.credential())),
                        VERIFIED,
                        PRESENT)))
        .filter(data -> isOfMember(data, passkey))
        .flatMap(data -> Optional.ofNullable(data.getAuthenticatorData()))
        .map(AuthenticatorData::getSignCount);
  }

  /// A passkey that is found without an e-mail address says whose it is (WebAuthn Level 3 §7.2,
  /// step 6).
  @SuppressWarnings("NullAway") // It takes the mark of the array for one of its bytes.
  private static boolean isOfMember(AuthenticationData data, Passkey passkey) {
    byte[] handle = data.getUserHandle();
    return handle != null
        && MessageDigest.isEqual(handle, passkey.member().value().getBytes(StandardCharsets.UTF_8));
  }

  private ServerProperty expected(Ticket challenge) {
    return ServerProperty.builder()
        .origin(origin)
        .rpId(site.orElseThrow())
        .challenge(new DefaultChallenge(challenge.bytes()))
        .build();
  }

  @SuppressWarnings("NullAway") // The library takes null for what is not kept.
  private CredentialRecord stored(Passkey passkey) {
    return new CredentialRecordImpl(
        new NoneAttestationStatement(),
        true,
        passkey.isSynced(),
        null,
        passkey.counter(),
        Library.KEYS.convert(bytes(passkey.publicKey())),
        null,
        null,
        null,
        null);
  }

  /// The library reads what anybody may send; whatever it stumbles over is not valid.
  private <T> Optional<T> valid(String answer, Supplier<T> reading) {
    if (site.isEmpty() || answer.isEmpty() || answer.length() > LONGEST_ANSWER) {
      return Optional.empty();
    }
    try {
      return Optional.of(reading.get());
    } catch (RuntimeException e) {
      LOG.atInfo().addKeyValue("why", e.getClass().getSimpleName()).log("a passkey was refused");
      return Optional.empty();
    }
  }

  private static PublicKeyCredentialParameters algorithm(COSEAlgorithmIdentifier algorithm) {
    return new PublicKeyCredentialParameters(PublicKeyCredentialType.PUBLIC_KEY, algorithm);
  }

  /// What a whole answer has.
  private static <T> T there(@Nullable T part) {
    return Objects.requireNonNull(part);
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] bytes(String base64) {
    return Base64.getUrlDecoder().decode(base64);
  }

  /// Made when the first passkey is met: it takes longer than most of what a start does.
  private static final class Library {
    private static final ObjectConverter CONVERTER = new ObjectConverter();
    static final WebAuthnManager MANAGER =
        WebAuthnManager.createNonStrictWebAuthnManager(CONVERTER);
    static final AttestedCredentialDataConverter KEYS =
        new AttestedCredentialDataConverter(CONVERTER);

    /// What the page offers as well (`passkey.js`): ES256, Ed25519, RS256.
    static final List<PublicKeyCredentialParameters> ALGORITHMS =
        List.of(
            algorithm(COSEAlgorithmIdentifier.ES256),
            algorithm(COSEAlgorithmIdentifier.EdDSA),
            algorithm(COSEAlgorithmIdentifier.RS256));
  }
}
