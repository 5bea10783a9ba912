package dev.tenon.connector;

import java.util.Optional;

/// A further page at the provider where the user chooses which organizations to share. Until they
/// do, a connection is made but shows no data.
///
/// @param url where to send the user; `${return_url}` is filled with our address
/// @param explanation what the user is asked there, in plain words
/// @param organizations a resource that lists the organizations that are shared
public record SecondConsent(Template url, String explanation, Optional<String> organizations) {}
