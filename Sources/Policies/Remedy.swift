import Findings
import TextEditing
import Values

/// What would mend a finding, before it is known whether the text allows it.
struct Remedy {
  struct Change {
    enum Base {
      /// The properties of the judged resource.
      case properties
      /// An object, or the name of a resource without properties.
      case object(Origin)
      /// The value itself; the path is empty.
      case value(Origin)
      /// The list that a value is an element of; the path is empty.
      case around(Origin)
    }

    let operation: DeclaredFix.Operation
    let base: Base
    let path: [String]
  }

  let changes: [Change]
  let safety: Finding.Fix.Safety
  /// What is known of it where it narrows a statement.
  var narrowing: Finding.Fix.Narrowing?
}
