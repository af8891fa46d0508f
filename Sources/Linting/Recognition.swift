import CloudFormation
import Findings
import PlatformDescription
import Policies
import SourceText
import Syntax

/// What an input file is.
enum Recognition {
  case template(SyntaxTree)
  case description(SyntaxTree)
  /// Nothing that Lintel judges.
  case other(reason: String)
  /// Something that Lintel would judge, but cannot read.
  case failed(reason: String)

  /// Recognises a file by its content.
  ///
  /// A file that cannot be parsed fails only if something in it looks like an input of ours, or if
  /// the user named it; whatever else lies in a folder is skipped.
  init(_ parsed: ParsedSource, of source: SourceFile, isNamed: Bool) {
    guard let tree = parsed.tree else {
      let problem =
        parsed.diagnostics.first { $0.level == .error }?.message ?? "it cannot be parsed"
      if isNamed || Self.looksFamiliar(source.bytes) {
        self = .failed(reason: problem)
      } else {
        self = .other(reason: "neither YAML nor JSON: \(problem)")
      }
      return
    }
    guard let root = tree.root else {
      self = .other(reason: "the file is empty")
      return
    }
    if isDescription(tree) {
      self = .description(tree)
    } else if isPolicy(tree) {
      self = .other(reason: "a policy, not an infrastructure description")
    } else if Self.isConfiguration(tree, root) {
      self = .other(reason: "a configuration of lintel, not an infrastructure description")
    } else if isTemplate(tree) {
      self = .template(tree)
    } else if tree[root].kind == .mapping, tree.value(of: "Steps", in: root) != nil,
      tree.value(of: "Version", in: root) != nil
    {
      self = .other(reason: "a pipeline definition that no description names")
    } else if tree[root].kind == .mapping, tree.value(of: "Parameters", in: root) != nil {
      self = .other(reason: "a parameter file; give it with --parameter-file")
    } else {
      self = .other(reason: "neither a CloudFormation template nor a platform description")
    }
  }

  /// The words that only inputs of ours are likely to have.
  private static let marks = [
    "AWSTemplateFormatVersion", "AWS::", "lintel: platform/", "AWS-Serverless",
  ]

  private static func isConfiguration(_ tree: SyntaxTree, _ root: NodeID) -> Bool {
    guard tree[root].kind == .mapping, let version = tree.value(of: "lintel", in: root) else {
      return false
    }
    return tree.text(of: tree.resolved(version)).hasPrefix("config/")
  }

  /// Whether a file that cannot be parsed was to be a platform description.
  static func looksLikeDescription(_ bytes: [UInt8]) -> Bool {
    String(decoding: bytes.prefix(1 << 20), as: UTF8.self).contains("lintel: platform/")
  }

  private static func looksFamiliar(_ bytes: [UInt8]) -> Bool {
    let text = String(decoding: bytes.prefix(1 << 20), as: UTF8.self)
    return marks.contains { text.contains($0) }
  }
}
