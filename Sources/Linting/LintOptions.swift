package import Findings
package import SourceText
package import Syntax

/// What a run may decide, beyond its inputs.
package struct LintOptions: Sendable {
  /// A policy as it is stored: the text of a document and the folder it stands in.
  package struct StoredPolicy: Sendable {
    package let source: SourceFile
    package let domain: String
    /// The resource types that it judges, where the store knows them without reading it; a policy is
    /// only read if one of them occurs. Nil if the document has to be read to know.
    package let types: [String]?
    /// It is one of the policies inside the executable, in which nothing is wrong.
    var isBuiltIn: Bool { types != nil }

    /// What a document that is not built in calls itself; nil where it does not say, which judging by it
    /// reports.
    package let writtenID: String?

    /// The id that the document says; else the base name of the file, which is the id of a built-in
    /// policy.
    package var id: String { writtenID ?? baseName }

    /// The name of the file without what says its format.
    package var baseName: String {
      let path = source.path
      let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
      let name = path[(slash.map { path.utf8.index(after: $0) } ?? path.startIndex)...]
      return String(name[..<(name.utf8.lastIndex(of: UInt8(ascii: ".")) ?? name.endIndex)])
    }

    package init(source: SourceFile, domain: String, types: [String]? = nil) {
      self.source = source
      self.domain = domain
      self.types = types
      let tree =
        types == nil ? parseSource(source, id: SourceID(0), vocabulary: Vocabulary([])).tree : nil
      writtenID = Self.id(in: tree).map(\.text).flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The id that a document says, and where.
    package static func id(in tree: SyntaxTree?) -> (text: String, node: NodeID)? {
      guard let tree, let node = tree.root.flatMap({ tree.value(of: "id", in: $0) }) else {
        return nil
      }
      return (tree.text(of: node), node)
    }
  }

  /// What changes of a policy.
  package struct PolicyChange: Sendable {
    /// A value of a policy's parameter.
    package enum Value: Sendable {
      case bool(Bool)
      case int(Int64)
      case string(String)
      case list([Value])
    }

    /// Nil for the policy's own.
    package var severity: Severity?
    /// Values of parameters, of the types that the policy declares.
    package var values: [String: Value] = [:]

    package init() {}
  }

  /// What is known of the deployment of one stack.
  package struct StackValues: Sendable {
    /// The id of the account.
    package var account: String?
    package var region: String?
    package var environment: String?
    package var parameters: [String: String] = [:]

    package init() {}
  }

  /// Values for the parameters of all templates; `resolve:ssm:NAME` is the value that a dynamic
  /// reference or a parameter of a type of Systems Manager names.
  package var parameters: [String: String] = [:]
  /// What is known of single stacks, by their names: the path of a template, `main.yaml`, or a nested
  /// stack below it, `main.yaml/Network`, of which only the parameters count; they win over what holds for all. Nil where nothing is.
  package var stacks: (@Sendable (String) -> StackValues)?
  /// Values of exports of stacks that are not part of the run.
  package var exports: [String: String] = [:]
  /// By the policy's id.
  package var policyChanges: [String: PolicyChange] = [:]
  /// Whether parameters that several values are allowed for have their default, instead of being open.
  package var takesDefaults = false
  package var policies: [StoredPolicy] = []
  /// Also read the policies that no resource of the estate concerns; reports about all policies want
  /// it.
  package var readsEveryPolicy = false
  /// Also seek narrower texts for statements, which costs more than judging them.
  package var seeksNarrowing = false
  /// The paths that the user named one by one; a file among them that is not recognised failed, while
  /// one that was only found in a folder is skipped.
  package var namedPaths: Set<String> = []

  package init() {}
}
