package dev.tenon.client;

import dev.tenon.access.Names;

/// The name under which apps ask for an OAuth client: the client's own name within its workspace.
/// Compared exactly.
///
/// @param value see [Names#problem]
public record IntegrationName(String value) {
  public IntegrationName {
    Names.require(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
