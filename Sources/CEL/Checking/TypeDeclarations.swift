/// What a host declares about types: expressions in such an environment are checked when they are
/// compiled.
package struct TypeDeclarations: Sendable {
  /// The types of variables; others are `dyn`.
  package let variables: [String: StaticType]
  /// What is there for certain, whatever the expression asks.
  package let present: Presence
  /// Optional fields may be read without a guard: nothing comes to harm if they are absent.
  package let toleratesAbsence: Bool
  /// The fields of the host's own types; of types without an answer, any field can be read.
  let object: @Sendable (StaticType) -> ObjectDeclaration?

  package init(
    variables: [String: StaticType] = [:],
    present: Presence = Presence(),
    toleratesAbsence: Bool = false,
    object: @escaping @Sendable (StaticType) -> ObjectDeclaration? = { _ in nil }
  ) {
    self.variables = variables
    self.present = present
    self.toleratesAbsence = toleratesAbsence
    self.object = object
  }

  /// The same with another variable.
  package func naming(_ name: String, _ type: StaticType) -> TypeDeclarations {
    TypeDeclarations(
      variables: variables.merging([name: type]) { $1 },
      present: present,
      toleratesAbsence: toleratesAbsence,
      object: object
    )
  }

  /// The same where more is there for certain.
  package func assuming(_ more: Presence) -> TypeDeclarations {
    TypeDeclarations(
      variables: variables,
      present: present.union(more),
      toleratesAbsence: toleratesAbsence,
      object: object
    )
  }

  /// The same where optional fields may be read without a guard.
  package var toleratingAbsence: TypeDeclarations {
    TypeDeclarations(
      variables: variables,
      present: present,
      toleratesAbsence: true,
      object: object
    )
  }
}
