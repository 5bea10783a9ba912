package dev.tenon.access;

/// The name of an app within its workspace, as the admin chose it. Compared exactly.
///
/// @param value see [Names#problem]
public record AppName(String value) {
  public AppName {
    Names.require(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
