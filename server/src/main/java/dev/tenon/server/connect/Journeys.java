package dev.tenon.server.connect;

import dev.tenon.connect.Callbacks;
import dev.tenon.connect.ConnectLinks;
import dev.tenon.connect.Departures;
import dev.tenon.connect.Offers;
import dev.tenon.connect.SecondSteps;

/// The rules that the pages lead users through, in the order of a journey.
public record Journeys(
    ConnectLinks links,
    Offers offers,
    Departures departures,
    Callbacks callbacks,
    SecondSteps secondSteps) {}
