/// The catalogue: connectors read from YAML files, shipped, dropped into the data directory, or
/// posted by a workspace's admin. A file becomes a tree that knows its lines ([YamlReader]),
/// inherits ([Inheritance]), is checked against the published schema ([SchemaCheck]) and becomes
/// core's records ([ConnectorReader]). Uses core and the YAML and JSON Schema libraries.
@NullMarked
package dev.tenon.server.catalog;

import org.jspecify.annotations.NullMarked;
