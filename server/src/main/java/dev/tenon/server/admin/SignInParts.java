package dev.tenon.server.admin;

import dev.tenon.entry.Entries;
import dev.tenon.entry.EntryTrips;
import dev.tenon.entry.MemberProviders;
import dev.tenon.entry.ProviderClients;
import dev.tenon.member.Passkeys;
import dev.tenon.member.PassphraseRules;

/// The ways to sign in beside passphrase and link, and what a new passphrase must be.
public record SignInParts(
    PassphraseRules passphraseRules,
    Passkeys passkeys,
    MemberProviders providers,
    ProviderClients providerClients,
    EntryTrips trips,
    Entries entries) {}
