import Values

/// What a map has under a key.
enum Lookup {
  /// Also an entry that is AWS's default, or a choice that may fall on nothing.
  case found(Value)
  case absent
  /// An unknown or an error: the key is not settled.
  case undecided(Value)
}
