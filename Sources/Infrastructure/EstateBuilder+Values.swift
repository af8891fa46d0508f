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
      let key = declarations.vocabulary.utf8(of: entry.name)
      defaults.append(heap.string(utf8: key, name: entry.name))
      defaults.append(declarations.value(of: entry, in: &heap).from(origin))
    }
    return defaults
  }

  /// One string of several values: a string if all are known, the value itself if there is just
  /// one, otherwise a template. Defaults that the pieces rest on are noted at `origin`.
  package mutating func concatenation(of values: [Value], origin: Origin) -> Value {
    if !origin.isNone, restsOnDefaults {
      for value in values where !value.origin.isNone && value.origin != origin {
        for assumption in assumptions(of: value.origin) { assume(assumption, at: origin) }
      }
    }
    if values.count == 1, !values[0].isAbsent { return values[0].from(origin) }
    var flags: Value.Flags = []
    var pieces: [Value] = []
    var literal: [UInt8] = []
    for value in values {
      if value.flags.contains(.assumed) { flags.insert(.assumed) }
      let piece = value.kind == .reference ? heap.text(of: value) : value
      if piece.kind == .string {
        literal += heap.utf8(piece)
        continue
      }
      if !literal.isEmpty { pieces.append(heap.string(utf8: literal)) }
      literal.removeAll(keepingCapacity: true)
      if piece.kind == .template {
        pieces += heap.elements(of: piece)
      } else {
        pieces.append(piece.kind == .unknown ? piece.from(value.origin) : piece)
      }
    }
    var result: Value
    if pieces.isEmpty {
      result = heap.string(utf8: literal, origin: origin)
    } else {
      if !literal.isEmpty { pieces.append(heap.string(utf8: literal)) }
      result = heap.template(pieces, origin: origin)
    }
    result.flags = flags
    return result
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
    var identifier = generated
    identifier.flags.insert(.identifier)
    guard let pieces = declarations.referenceTemplate(of: type, attribute: attribute) else {
      return isIdentifier(attribute, of: type) ? identifier : generated
    }
    var values: [Value] = []
    for piece in pieces {
      if case .text(let text) = piece {
        values.append(heap.string(utf8: declarations.utf8(text)))
      } else {
        values.append(fill(piece, &self) ?? identifier)
      }
    }
    return concatenation(of: values, origin: .none)
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
