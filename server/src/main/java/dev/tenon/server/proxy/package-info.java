/// The provider's API behind an address of the hub's: requests of apps in, providers' answers out,
/// by the rules of core's room `call`. Uses core and `http`; knows no other room.
@NullMarked
package dev.tenon.server.proxy;

import org.jspecify.annotations.NullMarked;
