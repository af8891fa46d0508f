package import SourceText

/// A part of the string that a reference to a resource stands for.
package enum TemplatePiece: Hashable, BitwiseCopyable, Sendable {
  case text(TextID)
  /// Known only at deployment. `.partition`, `.region`, `.account` and `.urlSuffix` are those of the
  /// resource's account; every other hole is an identifier that AWS makes up.
  case hole(Name)
  /// The value of the resource's property; an identifier that AWS makes up where it is not written.
  case property(Name)
  /// The same in lower case.
  case lowercasedProperty(Name)

  init(_ word: UInt32) {
    let name = Name(rawValue: UInt16(truncatingIfNeeded: word >> 2))
    switch word & 3 {
    case 0: self = .text(TextID(rawValue: word >> 2))
    case 1: self = .hole(name)
    case 2: self = .property(name)
    default: self = .lowercasedProperty(name)
    }
  }
}
