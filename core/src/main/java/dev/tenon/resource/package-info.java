/// Lists a provider's things, page after page, as its connector declares them: every page, every
/// region, every parent; never a list that is short without saying so. Begin with
/// [dev.tenon.resource.ResourceListings].
@NullMarked
package dev.tenon.resource;

import org.jspecify.annotations.NullMarked;
