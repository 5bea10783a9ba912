/// Tests of the demo and of the app that it starts.
@NullMarked
package dev.tenon.cli.demo;

import org.jspecify.annotations.NullMarked;
