/// The words and rules of the hub. It requires nothing but the JDK's base module, so that the
/// compiler itself refuses SQL, HTTP and frameworks here.
module dev.tenon.core {
  requires static transitive org.jspecify;

  exports dev.tenon.access;
  exports dev.tenon.app;
  exports dev.tenon.audit;
  exports dev.tenon.call;
  exports dev.tenon.client;
  exports dev.tenon.connect;
  exports dev.tenon.connection;
  exports dev.tenon.connector;
  exports dev.tenon.entry;
  exports dev.tenon.exchange;
  exports dev.tenon.member;
  exports dev.tenon.oauth;
  exports dev.tenon.overview;
  exports dev.tenon.resource;
  exports dev.tenon.secret;
  exports dev.tenon.sync;
  exports dev.tenon.token;
  exports dev.tenon.webhook;
  exports dev.tenon.workspace;
}
