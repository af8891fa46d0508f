import CloudFormation
import Findings
import Infrastructure
import PlatformDescription
import SourceText
import Syntax

/// From sources to one estate, with the account of every file.
struct EstateReading {
  let estate: Estate
  let files: [LintReport.File]
  let diagnostics: [Diagnostic]

  init(of sources: [SourceFile], _ options: LintOptions) {
    let declarations = Declarations.builtIn
    let intrinsics = IntrinsicTable(declarations.vocabulary)
    let parsed = parallelMap(Array(sources.enumerated())) { index, source in
      parseSource(source, id: SourceID(index), vocabulary: declarations.vocabulary)
    }
    var builder = EstateBuilder(declarations: declarations)
    var files: [LintReport.File] = []
    var diagnostics: [Diagnostic] = []
    var descriptions: [SyntaxTree] = []
    for (source, parsed) in zip(sources, parsed) {
      let isNamed = options.namedPaths.contains(source.path)
      let recognition = Recognition(parsed, of: source, isNamed: isNamed)
      switch recognition {
      case .template(let tree):
        diagnostics += parsed.diagnostics
        if let second = tree.documents.dropFirst().first {
          diagnostics.append(Self.secondDocument(tree.span(of: second)))
        }
        readTemplate(
          tree,
          path: source.path,
          parameters: options.parameters,
          intrinsics: intrinsics,
          into: &builder
        )
        files.append(.init(path: source.path, status: .read, format: "cloudformation", reason: nil))
      case .description(let tree):
        diagnostics += parsed.diagnostics
        descriptions.append(tree)
        let format = "platform-description"
        files.append(.init(path: source.path, status: .read, format: format, reason: nil))
      case .other(let reason):
        files.append(.init(path: source.path, status: .skipped, format: nil, reason: reason))
      case .failed(let reason):
        diagnostics += parsed.diagnostics
        files.append(.init(path: source.path, status: .failed, format: nil, reason: reason))
      }
    }
    for document in readDescriptions(descriptions, sources: sources, into: &builder) {
      let path = files[document.index].path
      files[document.index] = .init(
        path: path,
        status: .read,
        format: "policy-document",
        reason: nil
      )
    }
    if !sources.isEmpty, !files.contains(where: { $0.status == .read }) {
      diagnostics.append(Self.nothingRead)
    }
    self.files = files
    // A policy document that the user named and a description too is reported once.
    let known = Set(diagnostics)
    self.diagnostics = diagnostics + builder.diagnostics.filter { !known.contains($0) }
    estate = builder.build()
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
