import CEL
import Infrastructure

/// The page about what expressions of policies can ask, in Markdown: written from the declarations of
/// the functions, so that it names each with its types.
package func policyFunctionReference() -> String {
  FunctionReference().page
}

/// Writes the page.
package struct FunctionReference {
  private let functions: [Function]

  package init() {
    let estate = EstateBuilder(declarations: .builtIn).build()
    functions = PolicyHost(for: estate).functions
  }

  /// The functions that have no note, and the notes that no function has.
  package var unmatched: [String] {
    let names = Set(functions.map(\.name))
    let notes = Set(FunctionNote.all.keys)
    return names.symmetricDifference(notes).sorted()
  }

  /// The functions whose types are not declared.
  package var untyped: [String] {
    functions.filter(\.types.isEmpty).map(\.name).sorted()
  }

  var page: String {
    var page = Self.introduction
    for (prefix, title) in Self.sections {
      page += "\n## \(title)\n"
      for function in functions where Self.section(of: function) == prefix {
        page += section(function)
      }
    }
    page +=
      "\n## Fields\n\nA resource has these fields; `props` are its properties by AWS's names.\n\n"
    page += Self.table(PropertyTypes.resourceFields(.dyn))
    for (name, fields) in PropertyTypes.fields.sorted(by: { $0.key < $1.key }) {
      page += "\nA `\(name)` has these.\n\n" + Self.table(fields)
    }
    return page
  }

  private func section(_ function: Function) -> String {
    guard let note = FunctionNote.all[function.name] else { return "" }
    var text = "\n### \(function.name)\n\n```\n\(note.call)\n```\n\n"
    let types = function.types.map { "`\($0)`" }.joined(separator: ", ")
    if !types.isEmpty {
      text += "Types\(function.isMember ? ", what stands before the dot first" : ""): \(types).\n\n"
    }
    return text + "Gives \(note.result).\n\nDoes not say: \(note.limit).\n"
  }

  private static let sections = [
    ("", "Resources and what they refer to"), ("iam", "Permissions"), ("net", "Networks"),
    ("kms", "Keys"), ("org", "Accounts and the organization"), ("intent", "Expectations"),
  ]

  private static func section(of function: Function) -> String {
    if function.name == "condition" { return "iam" }
    let parts = function.name.split(separator: ".")
    return parts.count > 1 ? String(parts[0]) : ""
  }

  private static func table(_ fields: [String: FieldDeclaration]) -> String {
    var text = "| field | type |\n| --- | --- |\n"
    for (name, field) in fields.sorted(by: { $0.key < $1.key }) {
      text += "| `\(name)` | `\(field.type)`\(field.isOptional ? ", may be absent" : "") |\n"
    }
    return text
  }

  private static let introduction = """
    # What policies can ask

    Written from the declarations of the functions; do not edit. The
    [guide](writing-policies.md) says how a policy is written.

    Expressions are CEL, with the [standard functions](https://github.com/google/cel-spec/blob/master/doc/langdef.md),
    optionals, and the extensions for texts (`split`, `format`, …), numbers, addresses (`ip`, `cidr`) and
    two-variable macros. The functions below answer questions about the estate. Their types are written
    as CEL writes them; `dyn` takes a resource, or a value that refers to one, and `typeName(T)` a text, which gives the result
    its type if it is written out. Where the answer hangs on
    something that nobody knows before deployment, it is *unknown*, and so is the verdict, unless the
    rest of the expression decides: `undetermined`, never satisfied. What a function finds on its way is
    shown in findings.

    """
}
