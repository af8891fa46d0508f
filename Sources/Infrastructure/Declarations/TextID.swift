/// A text of the declarations that is no word of the vocabulary.
package struct TextID: Hashable, BitwiseCopyable, Sendable {
  let rawValue: UInt32
}
