package dev.tenon.server.admin;

import dev.tenon.server.admin.apps.AppParts;
import dev.tenon.server.admin.clients.ClientParts;
import dev.tenon.server.admin.connections.ConnectionParts;
import dev.tenon.server.admin.data.DataParts;

/// What the console's rooms are made of.
public record ConsoleRooms(
    ConnectionParts connections, ClientParts clients, AppParts apps, DataParts data) {}
