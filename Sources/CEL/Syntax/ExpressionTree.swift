import Values

/// An expression as it was written: nothing is looked up yet, macros are still calls.
struct ExpressionTree {
  /// The index of a node.
  typealias ID = Int

  struct Node {
    let kind: Kind
    /// Byte offsets in the text.
    let range: Range<Int>
    /// How many nodes there are on the longest way down, this one included.
    let height: Int
  }

  /// A field, variable or function name and its place.
  struct Word {
    let text: String
    let range: Range<Int>
  }

  indirect enum Kind {
    case null
    case bool(Bool)
    case int(Int64)
    case uint(UInt64)
    case double(Double)
    case string([UInt8])
    case bytes([UInt8])
    /// `isAbsolute`: written with a leading dot.
    case identifier(String, isAbsolute: Bool)
    case select(ID, field: Word, isOptional: Bool)
    case index(ID, key: ID, isOptional: Bool)
    case call(Word, isAbsolute: Bool, arguments: [ID])
    case memberCall(ID, Word, arguments: [ID])
    case list([Element])
    case map([Entry])
    /// Two operands or more of `&&`, or of `||`.
    case and([ID])
    case or([ID])
    case not(ID)
    case negate(ID)
    case binary(BinaryOperator, ID, ID)
    case conditional(ID, then: ID, else: ID)
  }

  struct Element {
    let value: ID
    let isOptional: Bool
  }

  struct Entry {
    let key: ID
    let value: ID
    let isOptional: Bool
  }

  private(set) var nodes: [Node] = []

  subscript(id: ID) -> Node { nodes[id] }

  mutating func add(_ kind: Kind, _ range: Range<Int>) -> ID {
    let height = 1 + (kind.children.map { nodes[$0].height }.max() ?? 0)
    nodes.append(Node(kind: kind, range: range, height: height))
    return nodes.count - 1
  }
}

extension ExpressionTree.Kind {
  var children: [ExpressionTree.ID] {
    switch self {
    case .null, .bool, .int, .uint, .double, .string, .bytes, .identifier: []
    case .select(let operand, _, _), .not(let operand), .negate(let operand): [operand]
    case .index(let operand, let key, _): [operand, key]
    case .call(_, _, let arguments): arguments
    case .memberCall(let receiver, _, let arguments): [receiver] + arguments
    case .list(let elements): elements.map(\.value)
    case .map(let entries): entries.flatMap { [$0.key, $0.value] }
    case .and(let operands), .or(let operands): operands
    case .binary(_, let left, let right): [left, right]
    case .conditional(let condition, let first, let second): [condition, first, second]
    }
  }
}

// MARK: - Names

extension ExpressionTree {
  /// The parts of `a.b.c`, unless its first part is the variable of a macro.
  func qualifiedName(
    _ id: ID,
    isLocal: (String) -> Bool
  ) -> (name: String, isAbsolute: Bool)? {
    switch self[id].kind {
    case .identifier(let name, let isAbsolute):
      return isAbsolute || !isLocal(name) ? (name, isAbsolute) : nil
    case .select(let operand, let field, isOptional: false):
      return qualifiedName(operand, isLocal: isLocal).map {
        ("\($0.name).\(field.text)", $0.isAbsolute)
      }
    case .null, .bool, .int, .uint, .double, .string, .bytes, .select, .index, .call, .memberCall,
      .list, .map, .and, .or, .not, .negate, .binary, .conditional:
      return nil
    }
  }

  /// The type that a name with dots stands for: `net.IP`.
  func type(_ id: ID, isLocal: (String) -> Bool) -> Value.Kind? {
    guard case .select(_, let field, _) = self[id].kind,
      Value.Kind.qualifiedNames.contains(field.text),
      let (name, _) = qualifiedName(id, isLocal: isLocal)
    else { return nil }
    return Value.Kind(qualifiedTypeName: name)
  }
}
