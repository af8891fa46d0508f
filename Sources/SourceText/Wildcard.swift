/// Patterns in which a wildcard stands for any text; what their other parts stand for, each notation says
/// itself.
@usableFromInline
package enum Wildcard {
  /// Whether a pattern of bytes in which `*` is the wildcard covers a text: as the general form.
  @inlinable
  @inline(__always)
  package static func covers<Pattern, Text>(
    _ pattern: Pattern,
    _ text: Text,
    where stands: (_ pattern: UInt8, _ byte: UInt8) -> Bool
  ) -> Bool
  where
    Pattern: RandomAccessCollection<UInt8>, Pattern.Index == Int,
    Text: RandomAccessCollection<UInt8>, Text.Index == Int
  {
    covers(pattern, text, wildcard: UInt8(ascii: "*"), where: stands)
  }

  /// Whether a pattern covers a text. Time proportional to the product of the lengths at worst;
  /// nothing is allocated.
  ///
  /// - Parameters:
  ///   - wildcard: The part that stands for any text.
  ///   - stands: Whether another part of the pattern stands for a byte of the text.
  @inlinable
  @inline(__always)
  package static func covers<Pattern, Text>(
    _ pattern: Pattern,
    _ text: Text,
    wildcard: Pattern.Element,
    where stands: (_ part: Pattern.Element, _ byte: UInt8) -> Bool
  ) -> Bool
  where
    Pattern: RandomAccessCollection, Pattern.Element: Equatable, Pattern.Index == Int,
    Text: RandomAccessCollection<UInt8>, Text.Index == Int
  {
    var place = pattern.startIndex
    var index = text.startIndex
    // After a mismatch the last `*` swallows one byte more.
    var star: (place: Int, index: Int)?
    while index < text.endIndex {
      if place < pattern.endIndex, pattern[place] == wildcard {
        star = (place, index)
        place += 1
      } else if place < pattern.endIndex, stands(pattern[place], text[index]) {
        place += 1
        index += 1
      } else if let last = star {
        star = (last.place, last.index + 1)
        place = last.place + 1
        index = last.index + 1
      } else {
        return false
      }
    }
    return pattern[place...].allSatisfy { $0 == wildcard }
  }
}
