package dev.tenon.sandbox.aps;

/// A project of an account. Data Management writes its id with `b.` before it, ACC without.
record AccProject(String key, String id, String name, Account account, boolean bulk) {
  String dataManagementId() {
    return "b." + id;
  }

  String folderId(int number) {
    return "urn:adsk.wipprod:fs.folder:co." + key + number;
  }

  String itemId(int number) {
    return "urn:adsk.wipprod:dm.lineage:" + key + "-" + number;
  }

  String versionId(int number, int version) {
    return "urn:adsk.wipprod:fs.file:vf." + key + "-" + number + "?version=" + version;
  }

  /// The name of the stored object that a version's bytes are in.
  String objectName(int number, int version) {
    return key + "-" + number + "-" + version + ".rvt";
  }
}
