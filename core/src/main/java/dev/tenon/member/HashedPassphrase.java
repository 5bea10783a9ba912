package dev.tenon.member;

/// What is stored of a passphrase: a salted, slow hash with its parameters.
///
/// @param encoded in the PHC string format: `$argon2id$v=19$m=…,t=…,p=…$salt$hash`
public record HashedPassphrase(String encoded) {
  public HashedPassphrase {
    if (!encoded.startsWith("$") || encoded.length() > 512) {
      throw new IllegalArgumentException("not a hash in the PHC string format");
    }
  }

  /// Says nothing of it.
  @Override
  public String toString() {
    return "HashedPassphrase(***)";
  }
}
