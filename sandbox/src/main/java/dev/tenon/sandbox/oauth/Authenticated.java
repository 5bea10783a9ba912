package dev.tenon.sandbox.oauth;

/// A client that has proved itself, and how.
record Authenticated(Client client, AuthMethod method) {}
