package import Findings
package import TextEditing

/// The change that a rule says mends what it finds: the key `fix`.
package struct DeclaredFix: Sendable {
  /// What happens to a property.
  package enum Operation: Sendable {
    /// It has this value afterwards, whether or not it was written.
    case set(EditValue)
    case remove
    /// Its list has one more element.
    case append(EditValue)
    /// Its `Resource` names what the workloads are declared to use; the path is empty.
    case narrow
  }

  package struct Change: Sendable {
    package let operation: Operation
    /// The variable whose object the path begins at; nil for the properties of the judged resource.
    package let variable: Int?
    /// AWS's names; empty for what is done to the variable itself.
    package let path: [String]
  }

  /// Made together; none where it is the one value that the assertion asks for.
  package let changes: [Change]
  package let safety: Finding.Fix.Safety
}
