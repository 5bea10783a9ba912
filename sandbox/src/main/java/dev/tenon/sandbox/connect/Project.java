package dev.tenon.sandbox.connect;

import dev.tenon.sandbox.http.Json;
import dev.tenon.sandbox.people.Person;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// A project on one pod.
///
/// @param key goes into the ids of everything in it, so that an id leads back to it
/// @param bulk whether its lists have the sizes of the tuning
record Project(String key, String id, String name, Pod pod, List<Person> members, boolean bulk) {
  boolean admits(Viewer viewer) {
    return viewer.person().map(members::contains).orElse(true);
  }

  String rootId() {
    return "f_" + key + "_root";
  }

  Person owner() {
    return members.getFirst();
  }

  ObjectNode toJson(int files, int folders) {
    ObjectNode json =
        Json.object()
            .put("id", id)
            .put("name", name)
            .put("rootId", rootId())
            .put("location", pod.location())
            .put("description", "")
            .put("createdOn", "2024-03-01T08:12:44+0000")
            .put("modifiedOn", "2025-01-10T10:00:00+0000")
            .put("updatedOn", "2025-01-10T10:00:00+0000")
            .put("lastVisitedOn", "2025-02-01T07:00:00+0000")
            .put("filesCount", files)
            .put("foldersCount", folders)
            .put("versionsCount", files)
            .put("usersCount", members.size())
            .put("access", "FULL_ACCESS");
    json.set("createdBy", owner().toConnectJson());
    return json;
  }
}
