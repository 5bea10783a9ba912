package dev.tenon.connection;

/// An organisation at the provider that a connection covers.
public record Organization(String id, String name) {}
