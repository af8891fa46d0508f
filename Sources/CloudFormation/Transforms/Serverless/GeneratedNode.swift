import Syntax

/// A part of what a transform makes: nodes of the source as they are, and what is put around them.
indirect enum GeneratedNode: Sendable {
  typealias Entry = (key: Key, value: GeneratedNode)

  enum Key: Sendable {
    case text(String)
    /// A key of the source.
    case node(NodeID)
  }

  /// What the source says there.
  case node(NodeID)
  case text(String)
  case list([GeneratedNode])
  case map([Entry])
  /// A part that is made of something else than what is around it.
  case placed(GeneratedNode, at: NodeID)

  static func object(_ entries: KeyValuePairs<String, GeneratedNode?>) -> GeneratedNode {
    .map(entries.compactMap { key, value in value.map { (.text(key), $0) } })
  }

  static func ref(_ name: String) -> GeneratedNode { .object(["Ref": .text(name)]) }

  static func attribute(_ attribute: String, of name: String) -> GeneratedNode {
    .object(["Fn::GetAtt": .list([.text(name), .text(attribute)])])
  }

  static func substitution(_ text: String) -> GeneratedNode { .object(["Fn::Sub": .text(text)]) }

  /// What only the transform itself knows: read as unknown.
  static let unknown = GeneratedNode.object(
    ["Fn::Transform": .object(["Name": .text("AWS::Serverless-2016-10-31")])]
  )

  /// Writes the part; what is new has the place of `place`.
  func write(to writer: inout TreeRewriter, at place: NodeID) {
    switch self {
    case .node(let node):
      writer.copy(node)
    case .text(let text):
      writer.scalar(text, at: place)
    case .list(let elements):
      writer.open(.sequence, at: place)
      for element in elements { element.write(to: &writer, at: place) }
      writer.close()
    case .map(let entries):
      writer.open(.mapping, at: place)
      for (key, value) in entries {
        switch key {
        case .text(let text):
          writer.scalar(text, at: place)
          value.write(to: &writer, at: place)
        case .node(let node):
          writer.copy(node)
          value.write(to: &writer, at: node)
        }
      }
      writer.close()
    case .placed(let node, let place):
      node.write(to: &writer, at: place)
    }
  }
}
