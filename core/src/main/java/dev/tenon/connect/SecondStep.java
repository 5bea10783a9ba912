package dev.tenon.connect;

import dev.tenon.connector.Translations;
import java.net.URI;

/// What is still to be done at a provider after connecting: choosing what to share.
///
/// @param title the provider's name for people
/// @param explanation what the user is asked there, in plain words
/// @param translations of the explanation
/// @param url where they are asked
public record SecondStep(String title, String explanation, Translations translations, URI url) {}
