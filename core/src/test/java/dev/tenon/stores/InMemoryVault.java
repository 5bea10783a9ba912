package dev.tenon.stores;

import dev.tenon.secret.Binding;
import dev.tenon.secret.Sealed;
import dev.tenon.secret.Secret;
import dev.tenon.secret.UnsealableException;
import dev.tenon.secret.Vault;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// A vault that keeps the secrets itself and gives tickets for them: nothing is encrypted, yet a
/// value opens only where it belongs, as in the real one.
public final class InMemoryVault implements Vault {
  private final Map<Sealed, Entry> entries = new ConcurrentHashMap<>();
  private final AtomicLong tickets = new AtomicLong();

  @Override
  public Sealed seal(Secret secret, Binding binding) {
    String ticket = "sealed-" + tickets.incrementAndGet();
    Sealed sealed = new Sealed(ticket.getBytes(StandardCharsets.UTF_8));
    entries.put(sealed, new Entry(secret, binding));
    return sealed;
  }

  @Override
  public Secret open(Sealed sealed, Binding binding) {
    Entry entry = entries.get(sealed);
    if (entry == null || !entry.binding().equals(binding)) {
      throw new UnsealableException(binding);
    }
    return entry.secret();
  }

  private record Entry(Secret secret, Binding binding) {}
}
