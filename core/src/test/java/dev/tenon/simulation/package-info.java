/// The real engine in a world that is all made up: clocks, databases, disks, networks and providers
/// that fail in every way, in an order that a seed decides.
///
/// A [Simulation] is one schedule. Everything that could go one way or another is asked of its
/// [Choices]; exactly one [Activity] runs at a time ([Stage]), and each call of a port is a place
/// where another may go on, time may pass, a node may stop or die. The [Invariant]s are looked at
/// after each step. A failing schedule is made small by [Shrinking], and repeats.
@NullMarked
package dev.tenon.simulation;

import org.jspecify.annotations.NullMarked;
