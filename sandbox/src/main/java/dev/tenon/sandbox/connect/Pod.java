package dev.tenon.sandbox.connect;

/// A region of Trimble Connect with its hosts.
public enum Pod {
  NORTH_AMERICA("na", "northAmerica", "us-east-1", "us"),
  EUROPE("eu", "europe", "eu-west-1", "eu"),
  ASIA("asia", "asia", "ap-southeast-1", "ap");

  private final String key;
  private final String location;
  private final String awsRegion;
  private final String region;

  Pod(String key, String location, String awsRegion, String region) {
    this.key = key;
    this.location = location;
    this.awsRegion = awsRegion;
    this.region = region;
  }

  /// The master holds `/regions` and the legacy token exchange.
  public boolean isMaster() {
    return this == NORTH_AMERICA;
  }

  /// The first path segment of the Core API host.
  public String host() {
    return "connect-" + key;
  }

  /// The first path segment of the BCF topics host.
  public String topicsHost() {
    return "topics-" + key;
  }

  String location() {
    return location;
  }

  String awsRegion() {
    return awsRegion;
  }

  String region() {
    return region;
  }

  String serviceRegion() {
    return key;
  }
}
