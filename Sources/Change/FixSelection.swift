/// Which fixes are made.
package enum FixSelection: String, CaseIterable, Sendable {
  /// Those that nobody has to look at first.
  case safe
  /// Those that somebody should look at, too.
  case all
}
