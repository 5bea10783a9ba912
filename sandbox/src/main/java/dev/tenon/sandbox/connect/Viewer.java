package dev.tenon.sandbox.connect;

import dev.tenon.sandbox.people.Person;
import java.util.Optional;

/// Who looks: a person, or an application's own account with a legacy token.
record Viewer(Optional<Person> person, String clientId) {}
