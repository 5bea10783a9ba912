/// A valid token, refreshed by one caller at a time. Uses `connection` and the rooms above it.
///
/// **The way of a token.** [TokenSource] answers from [TokenMemory] where it can; else it looks up
/// ([HeldConnections]), and where the token is too short it asks the [Refresher]: join the flight
/// ([SingleFlight]), take the lease, ask the provider ([RefreshAttempt]), bring the answer to
/// safety ([Safekeeping]). Background work ([DueRefreshes]) goes the same way, with what its claim
/// brought and the OAuth client from [ClientMemory]. [TokenEngine] puts it all together.
///
/// **Locks.** There are none that are held while anything is awaited. [SingleFlight] and [Breakers]
/// change single entries of concurrent maps; [TokenMemory] and [ClientMemory] compare numbers
/// ([ChangeMarks]); a [Lane]'s lock protects its queue and counts. What excludes nodes from one
/// another is the lease in the database and nothing else.
@NullMarked
package dev.tenon.token;

import org.jspecify.annotations.NullMarked;
