package dev.tenon.server.connect;

import dev.tenon.connect.AppPages;

/// What the pages of apps for their users are made of.
///
/// @param pages who may look at which
/// @param tables what they show
public record AppSide(AppPages pages, AppTables tables) {}
