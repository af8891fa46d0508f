import CloudFormation
import Findings
import IdentityAnalysis
import Infrastructure
import PlatformDescription
import SourceText
import Syntax

/// From sources to one estate, with the account of every file.
struct EstateReading {
  let estate: Estate
  private(set) var files: [LintReport.File] = []
  private(set) var diagnostics: [Diagnostic] = []
  private(set) var unmodelled: LintReport.Unmodelled
  /// The conditions that the run does not decide.
  let openConditions: [LintReport.Gaps.Condition]
  /// The files and folders that descriptions name and that are not among the sources.
  let wanted: [String]
  /// The names of the stacks; only where the run says something of single ones.
  private(set) var stackNames: [String] = []
  /// What values can be given to in templates, by path; only where the run gives some.
  private(set) var settable: [String: SettableNames] = [:]

  /// The trees of sources, which several readings may share.
  static func parse(_ sources: [SourceFile]) -> [ParsedSource] {
    let vocabulary = Declarations.builtIn.vocabulary
    return parallelMap(Array(sources.enumerated())) { index, source in
      parseSource(source, id: SourceID(index), vocabulary: vocabulary)
    }
  }

  /// - Parameter parsed: The trees of the sources.
  init(of sources: [SourceFile], _ parsed: [ParsedSource], _ options: LintOptions) {
    let declarations = Declarations.builtIn
    let givesValues = !options.parameters.isEmpty || options.stacks != nil
    var builder = EstateBuilder(declarations: declarations)
    var descriptions: [SyntaxTree] = []
    var templates: [(tree: SyntaxTree, path: String)] = []
    var unread: [String] = []
    for (source, parsed) in zip(sources, parsed) {
      let isNamed = options.namedPaths.contains(source.path)
      let recognition = Recognition(parsed, of: source, isNamed: isNamed)
      files.append(recognition.account(of: source.path))
      if case .other = recognition { continue }
      diagnostics += parsed.diagnostics
      if case .failed = recognition, Recognition.looksLikeDescription(source.bytes) {
        unread.append(source.path)
      }
      if case .description(let tree) = recognition { descriptions.append(tree) }
      guard case .template(let tree) = recognition else { continue }
      if let second = tree.documents.dropFirst().first {
        diagnostics.append(Self.secondDocument(tree.span(of: second)))
      }
      if givesValues { settable[source.path] = settableNames(of: tree) }
      templates.append((tree, source.path))
    }
    let intrinsics = IntrinsicTable(declarations.vocabulary)
    let read = readDescriptions(
      descriptions,
      sources: sources,
      unread: unread,
      into: &builder
    ) {
      deployment,
      estate in
      readTemplates(
        templates.map { template in
          Template(
            template.tree,
            path: template.path,
            given: options,
            describedAs: deployment(template.path)
          )
        },
        values: RunValues(of: options),
        takesDefaults: options.takesDefaults,
        intrinsics: intrinsics,
        into: &estate
      )
    }
    wanted = read.wanted
    for document in read.documents {
      let path = sources[document.index].path
      files[document.index] = .init(
        path: path,
        status: .read,
        format: "policy-document",
        reason: nil
      )
    }
    if !sources.isEmpty, files.allSatisfy({ $0.status == .skipped }) {
      diagnostics.append(Self.nothingRead)
    }
    builder.defineEmbeddedJobs()
    // A policy document that the user named and a description too is reported once.
    let known = Set(diagnostics)
    diagnostics += builder.diagnostics.filter { !known.contains($0) }
    let properties = builder.undeclaredProperties.sorted()
    openConditions = OpenConditions.of(builder)
    estate = builder.build()
    if options.stacks != nil { stackNames = estate.scopes.filter(\.isStack).map(\.name) }
    diagnostics += PolicyGrammar.diagnostics(of: estate)
    var types: [String: Int] = [:]
    // What descriptions expect is judged as a resource, and is none of AWS's.
    for type in estate.types
    where declarations.type(named: type) == nil && !type.hasPrefix("Lintel::") {
      types[type] = estate.resources(ofType: type).count
    }
    unmodelled = LintReport.Unmodelled(types: types, properties: properties)
  }

  /// A run that judged nothing must not look like one that found nothing.
  private static let nothingRead = Diagnostic(
    .error,
    "nothing-read",
    "no file is a CloudFormation template or a platform description",
    at: nil,
    help: "name the files or folders that hold them"
  )

  private static func secondDocument(_ span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .error,
      "multiple-documents",
      "a template is one document, but a second one begins here",
      at: span,
      help: "put it into a file of its own; only the first document was read"
    )
  }
}

extension Template {
  /// A template with what the run says of its deployment, which wins over what a description says.
  fileprivate init(
    _ tree: SyntaxTree,
    path: String,
    given options: LintOptions,
    describedAs deployment: Deployment
  ) {
    let stack = options.stacks?(path)
    var parameters = options.parameters
    if let stack {
      parameters.merge(stack.parameters) { $1 }
      parameters["AWS::AccountId"] = parameters["AWS::AccountId"] ?? stack.account
      parameters["AWS::Region"] = parameters["AWS::Region"] ?? stack.region
    }
    var deployment = deployment
    // Stacks of one account are told by its id, whichever way it is given.
    deployment.account = parameters["AWS::AccountId"] ?? deployment.account
    deployment.region = parameters["AWS::Region"] ?? deployment.region
    deployment.environment = stack?.environment ?? deployment.environment
    self.init(tree, path: path, parameters: parameters, deployment: deployment)
  }
}

extension RunValues {
  fileprivate init(of options: LintOptions) {
    guard let stacks = options.stacks else {
      self.init(exports: options.exports)
      return
    }
    self.init(exports: options.exports) { name in
      let values = stacks(name)
      var nested = Nested()
      nested.parameters = values.parameters
      nested.account = values.account
      nested.region = values.region
      return nested
    }
  }
}

extension Recognition {
  /// What becomes of a file that is recognised so.
  fileprivate func account(of path: String) -> LintReport.File {
    switch self {
    case .template: .init(path: path, status: .read, format: "cloudformation", reason: nil)
    case .description: .init(path: path, status: .read, format: "platform-description", reason: nil)
    case .other(let reason): .init(path: path, status: .skipped, format: nil, reason: reason)
    case .failed(let reason): .init(path: path, status: .failed, format: nil, reason: reason)
    }
  }
}
