import CBuiltins
import SourceText

extension Declarations {
  /// The declarations inside the executable.
  package static let builtIn = unsafe Declarations(embedded: lintel_declarations())

  /// All types of AWS that are not among ``builtIn``: what their properties are, and nothing of
  /// defaults and references. With a vocabulary of its own; first asked for by whoever needs it.
  package static let others = unsafe Declarations(embedded: lintel_other_declarations())

  /// The names of all resource types of AWS, as of the schemas that the declarations were made of.
  package static let typeNames = Set(
    [builtIn, others].flatMap { declarations in
      declarations.types.map(declarations.typeName(of:))
    }
  )

  /// What declares a type, and its number there: these declarations, or ``others``; nil for types
  /// that AWS does not have.
  package func holding(
    _ type: String
  ) -> (declarations: Declarations, type: ResourceTypeID)? {
    if let id = self.type(named: type) { return (self, id) }
    guard type.hasPrefix("AWS::") else { return nil }
    return Self.others.type(named: type).map { (Self.others, $0) }
  }

  /// The policy templates of the serverless application model, as JSON.
  package static var serverlessPolicies: [UInt8] {
    let embedded = unsafe lintel_serverless_policies()
    // The bytes are constant data of the executable.
    return unsafe Array(UnsafeBufferPointer(start: embedded.start, count: embedded.count))
  }

  /// What connectors of the serverless application model grant, as JSON.
  package static var serverlessConnectors: [UInt8] {
    let embedded = unsafe lintel_serverless_connectors()
    // The bytes are constant data of the executable.
    return unsafe Array(UnsafeBufferPointer(start: embedded.start, count: embedded.count))
  }

  /// Copies the tables, about 200 KB of the one and 1.3 MB of the others, so that nothing behind this point handles a pointer.
  private init(embedded: lintel_embedded_bytes) {
    // The bytes are constant data of the executable.
    let bytes = unsafe UnsafeRawBufferPointer(start: embedded.start, count: embedded.count)
    var offset = 0
    let headerWords = unsafe Self.copy(
      UInt32.self,
      DeclarationsHeader.allCases.count,
      from: bytes,
      at: &offset
    )
    func header(_ field: DeclarationsHeader) -> Int { Int(headerWords[field.rawValue]) }
    precondition(header(.magic) == 0x544E_494C, "declarations.bin begins with its magic number")
    precondition(header(.format) == 1, "declarations.bin and its reader have the same format")
    offset = 0
    let words = unsafe Self.copy(UInt32.self, header(.wordCount), from: bytes, at: &offset)
    let names = unsafe Self.copy(UInt32.self, header(.nameCount) + 1, from: bytes, at: &offset)
    let slots = unsafe Self.copy(UInt16.self, header(.slotCount), from: bytes, at: &offset)
    let nameBytes = unsafe Self.copy(UInt8.self, header(.nameByteCount), from: bytes, at: &offset)
    let textBytes = unsafe Self.copy(UInt8.self, header(.textByteCount), from: bytes, at: &offset)
    self.init(
      vocabulary: Vocabulary(offsets: names, slots: slots, bytes: nameBytes),
      words: words,
      textBytes: textBytes
    )
  }

  private static func copy<Element: FixedWidthInteger & BitwiseCopyable>(
    _ type: Element.Type,
    _ count: Int,
    from bytes: UnsafeRawBufferPointer,
    at offset: inout Int
  ) -> [Element] {
    precondition(Element(1).littleEndian == 1, "declarations.bin is little-endian")
    let end = offset + count * MemoryLayout<Element>.stride
    precondition(end <= bytes.count, "declarations.bin is complete")
    // The section lies within the bytes and fills the array to its last element.
    let section = unsafe UnsafeRawBufferPointer(rebasing: bytes[offset..<end])
    offset = end
    return unsafe [Element](unsafeUninitializedCapacity: count) { buffer, initialized in
      unsafe UnsafeMutableRawBufferPointer(buffer).copyMemory(from: section)
      initialized = count
    }
  }
}
