package dev.tenon.resource;

/// Is told how a listing understands the pages that it gets, so that who declares a resource sees
/// it. Called by the listing's thread, after the page's last call.
@FunctionalInterface
public interface PageObserver {
  /// Takes no notice.
  static PageObserver none() {
    return new PageObserver() {
      @Override
      public boolean page(int items, String goingOn) {
        return true;
      }

      @Override
      public boolean letsAhead() {
        return true;
      }
    };
  }

  /// Whether a page may be asked for before the one in front of it has been told. Whoever counts
  /// the calls does not want that.
  default boolean letsAhead() {
    return false;
  }

  /// A page was read.
  ///
  /// @param items how many there were in it
  /// @param goingOn how the list goes on, in words for people
  /// @return whether the listing is to go on
  boolean page(int items, String goingOn);
}
