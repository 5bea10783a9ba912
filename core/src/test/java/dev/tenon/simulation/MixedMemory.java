package dev.tenon.simulation;

import dev.tenon.token.TokenMemory;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A planted mistake: one place for all users.
final class MixedMemory extends ConcurrentHashMap<TokenMemory.Key, TokenMemory.Entry> {
  private static final long serialVersionUID = 1L;

  private static TokenMemory.Key mixed(TokenMemory.Key key) {
    return new TokenMemory.Key(key.workspace(), key.app(), key.integration(), Optional.empty());
  }

  @Override
  public TokenMemory.@Nullable Entry get(Object key) {
    return key instanceof TokenMemory.Key one ? super.get(mixed(one)) : super.get(key);
  }

  @Override
  public TokenMemory.@Nullable Entry put(TokenMemory.Key key, TokenMemory.Entry entry) {
    return super.put(mixed(key), entry);
  }
}
