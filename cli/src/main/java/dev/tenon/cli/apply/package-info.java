/// `tenon apply`: one file that says how a workspace is to be, compared with how it is, and made so
/// through the public API. Begin with [dev.tenon.cli.apply.ApplyFile].
@NullMarked
package dev.tenon.cli.apply;

import org.jspecify.annotations.NullMarked;
