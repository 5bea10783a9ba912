/// The Java client of a Tenon hub. It uses the JDK alone, so that it adds nothing to the class path
/// of the app that uses it.
module dev.tenon.sdk {
  requires transitive java.net.http;
  requires static transitive org.jspecify;

  exports dev.tenon.sdk;
  exports dev.tenon.sdk.json;
}
