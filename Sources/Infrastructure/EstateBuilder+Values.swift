package import SourceText
package import Values

/// What the readers of all input languages make values with.
extension EstateBuilder {
  /// AWS's defaults for the properties of a shape that `run`, alternating keys and values, lacks.
  ///
  /// - Parameter origin: The object that does not write them.
  package mutating func defaults(
    of shape: ShapeID,
    besides run: [Value],
    origin: Origin
  ) -> [Value] {
    var defaults: [Value] = []
    for entry in declarations.defaults(of: shape) {
      let isWritten = stride(from: 0, to: run.count, by: 2).contains { run[$0].name == entry.name }
      guard !isWritten else { continue }
      defaults.append(key(entry.name))
      defaults.append(value(of: entry).from(origin))
    }
    return defaults
  }

  /// The text of a word of the vocabulary, which is in the heap once.
  package mutating func key(_ name: Name) -> Value {
    let index = Int(name.rawValue)
    if let known = keys[index] { return known }
    let key = heap.string(utf8: declarations.vocabulary.utf8(of: name), name: name)
    keys[index] = key
    return key
  }

  /// The value of a default, which is in the heap once.
  private mutating func value(of entry: DefaultDeclaration) -> Value {
    if let known = literals[entry.literal] { return known }
    let value = declarations.value(of: entry, in: &heap)
    literals[entry.literal] = value
    return value
  }

  /// One string of several values: a string if all are known, the value itself if there is just
  /// one, otherwise a template; unknown if it is very long. Defaults that the pieces rest
  /// on are noted at `origin`.
  package mutating func concatenation(of values: [Value], origin: Origin) -> Value {
    inheritAssumptions(of: values, at: origin)
    if values.count == 1, !values[0].isAbsent { return values[0].from(origin) }
    var text = Concatenation()
    for value in values {
      if value.flags.contains(.assumed) { text.flags.insert(.assumed) }
      let piece = value.kind == .reference ? heap.text(of: value) : value
      // Nothing is known of a text with a part that is too long to be told.
      if piece.kind == .unknown, heap.unknown(piece).reason == .unmodelled {
        return piece.from(origin)
      }
      if piece.kind == .template {
        for index in 0..<piece.count { text.add(heap.element(index, of: piece), &heap) }
      } else {
        text.add(piece, &heap)
      }
      guard text.length <= Self.longestText else { return tooLong(origin) }
    }
    return text.value(at: origin, &heap)
  }

  /// The pieces of a text, those that are known joined.
  private struct Concatenation {
    var flags = Value.Flags.none
    /// How long it is, each unknown piece counted as one byte.
    private(set) var length = 0
    private var pieces: [Value] = []
    private var literal: [UInt8] = []

    mutating func add(_ piece: Value, _ heap: inout ValueHeap) {
      guard piece.kind == .string else {
        flush(&heap)
        pieces.append(piece)
        length += 1
        return
      }
      literal += heap.utf8(piece)
      length += piece.count
    }

    private mutating func flush(_ heap: inout ValueHeap) {
      guard !literal.isEmpty else { return }
      pieces.append(heap.string(utf8: literal))
      literal.removeAll(keepingCapacity: true)
    }

    mutating func value(at origin: Origin, _ heap: inout ValueHeap) -> Value {
      var value: Value
      if pieces.isEmpty {
        value = heap.string(utf8: literal, origin: origin)
      } else {
        flush(&heap)
        value = heap.template(pieces, origin: origin)
      }
      value.flags = flags
      return value
    }
  }

  /// How many bytes a text of several pieces may have, so that names that repeat names do not grow
  /// without end; what policies look at is far shorter.
  private static let longestText = 1 << 16

  private mutating func tooLong(_ origin: Origin) -> Value {
    let subject = "a text of more than \(Self.longestText) bytes"
    return heap.unknown(Unknown(.unmodelled, subject), origin: origin)
  }

  /// The string that a reference to a resource, or to an attribute of it, stands for at deployment,
  /// as far as it is known.
  ///
  /// - Parameters:
  ///   - attribute: `.none` for the resource itself.
  ///   - generated: The unknown that stands for identifiers that AWS makes up.
  ///   - fill: The value of a piece other than plain text; nil where it is not known.
  package mutating func referenceText(
    of type: ResourceTypeID,
    attribute: Name,
    generated: Value,
    fill: (TemplatePiece, inout EstateBuilder) -> Value?
  ) -> Value {
    // What a run gives is the whole text.
    if generated.kind == .string { return generated }
    guard let pieces = declarations.referenceTemplate(of: type, attribute: attribute) else {
      var identifier = generated
      identifier.flags.insert(.identifier)
      return isIdentifier(attribute, of: type) ? identifier : generated
    }
    var values: [Value] = []
    for piece in pieces {
      let role: Unknown.Part.Role
      switch piece {
      case .text(let text):
        values.append(heap.string(utf8: declarations.utf8(text)))
        continue
      case .hole(.partition): role = .partition
      case .hole(.region): role = .region
      case .hole(.account): role = .account
      case .hole(.urlSuffix): role = .urlSuffix
      case .hole(let name), .property(let name): role = .own(name)
      case .lowercasedProperty(let name): role = .lowercased(name)
      }
      values.append(fill(piece, &self) ?? identifier(generated, role))
    }
    return concatenation(of: values, origin: .none)
  }

  /// An identifier that AWS makes up, as a part of the text that `generated` stands for.
  private mutating func identifier(_ generated: Value, _ role: Unknown.Part.Role) -> Value {
    var identifier = generated
    if generated.kind == .unknown {
      identifier = heap.unknown(heap.unknown(generated).at(role), origin: generated.origin)
    }
    identifier.flags.insert(.identifier)
    return identifier
  }

  /// Whether AWS makes up what a reference to a resource, or to an attribute of it, stands for.
  ///
  /// Other attributes may hold what somebody has written: the value of an SSM parameter, say.
  private func isIdentifier(_ attribute: Name, of type: ResourceTypeID) -> Bool {
    guard !attribute.isNone else { return true }
    let text = declarations.vocabulary.text(of: attribute)
    return declarations.hasAttribute(attribute, of: type)
      && (text.hasSuffix("Arn") || text.hasSuffix("Id"))
  }
}
