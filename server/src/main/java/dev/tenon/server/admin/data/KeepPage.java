package dev.tenon.server.admin.data;

import dev.tenon.server.admin.page.Frame;
import java.util.List;
import java.util.Map;

/// The form that puts a resource in step.
///
/// @param action path that it posts to
/// @param narrowing what it can be narrowed by
/// @param problems what is wrong, by field
record KeepPage(
    Frame frame,
    String back,
    String action,
    String resource,
    String connection,
    List<HoldingPage.App> apps,
    List<SyncPage.Choice> choices,
    List<ResourcePage.Narrow> narrowing,
    Map<String, String> problems) {}
