/// Autodesk Platform Services: hubs, projects and folders of Data Management, and issues and
/// account administration of ACC. Believes the `aps` authorization server.
@NullMarked
package dev.tenon.sandbox.aps;

import org.jspecify.annotations.NullMarked;
