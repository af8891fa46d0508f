import Findings
import Infrastructure
import SourceText

/// A policy to begin with: it is read without a complaint, and its tests pass.
package struct PolicyScaffold {
  package struct Problem: Error {
    package let message: String
  }

  /// The document.
  package let text: String

  /// - Parameters:
  ///   - id: The policy's id.
  ///   - type: The resource type that it judges: `AWS::SNS::Topic`.
  /// - Throws: what keeps the id or the type from being one.
  package init(id: String, type: String) throws(Problem) {
    guard PolicyReader.isID(id) else {
      throw Problem(
        message: "'\(id)' is not in lower case with hyphens, such as 'notebook-in-customer-vpc'"
      )
    }
    guard let (declarations, declared) = Declarations.builtIn.holding(type) else {
      let names = Declarations.typeNames.sorted()
      let help = Suggestion.help(for: type, among: names).map { "; \($0)" } ?? ""
      throw Problem(message: "resource type '\(type)' is not known\(help)")
    }
    guard let property = Self.property(of: declarations.shape(of: declared), declarations) else {
      throw Problem(message: "nothing is declared of '\(type)' that a policy could ask for")
    }
    text = Self.document(id: id, type: type, property: property)
  }

  /// A property to begin with, and a value for it.
  private struct Property {
    let name: String
    let value: String
  }

  /// The first optional property of the plainest kind.
  private static func property(of shape: ShapeID, _ declarations: Declarations) -> Property? {
    let withDefault = Set(declarations.defaults(of: shape).map(\.name))
    let optional = declarations.properties(of: shape).filter { property in
      !property.isRequired && !property.isReadOnly && !withDefault.contains(property.name)
    }
    let candidates = optional.map { property in
      let words = declarations.enumeration(of: property)
      let (rank, value) = value(of: property.kind, words.first)
      return (
        rank: rank,
        property: Property(name: declarations.vocabulary.text(of: property.name), value: value)
      )
    }
    return candidates.min { left, right in
      (left.rank, left.property.name) < (right.rank, right.property.name)
    }?.property
  }

  private static func value(of kind: PropertyKind, _ word: String?) -> (rank: Int, value: String) {
    switch kind.form {
    case .boolean: (0, "true")
    case .string: (1, word ?? "something")
    case .integer, .number: (2, "1")
    case .list: (3, "[]")
    case .object, .map, .json: (4, "{}")
    }
  }

  private static func document(id: String, type: String, property: Property) -> String {
    let noun = type.split(separator: ":").last.map(String.init) ?? type
    return """
      lintel: policy/v1
      id: \(id)   # the name of this file, and of the requirement
      title: \(noun)s say what \(property.name) is   # what has to hold, in one line
      severity: medium   # info, low, medium, high or critical
      tags: []
      rationale: >-
        Why it matters: what happens where it does not hold.
      remediation: >-
        What to do: set \(property.name).
      controls: {}   # for example {nist-800-53-r5: [SC-7]}
      references: []   # pages that say more, for example of AWS's documentation
      rules:
        # Each resource of the types is asked once; 'props' are its properties, as AWS names them.
        - match: {types: [\(type)]}
          # True where all is well. An optional property is asked for with has(), or read with
          # props.?\(property.name).orValue(…).
          assert: has(props.\(property.name))
          message: "'{resource.id}' does not say what \(property.name) is"
          help: set \(property.name)
      tests:   # always the last key
        # Each is a template of its own; comments say where findings are, and nothing else may be found.
        - name: nothing is said
          template: |
            Resources:
              Silent:   # expect: \(id)
                Type: \(type)
        - name: it is said
          template: |
            Resources:
              Plain:
                Type: \(type)
                Properties:
                  \(property.name): \(property.value)

      """
  }
}
