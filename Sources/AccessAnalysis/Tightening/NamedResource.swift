import Infrastructure
import Permissions
import ServiceAuthorization
import SourceText
package import Values

/// A resource as the statements of a stack name it.
package struct NamedResource: Sendable {
  /// What a template writes for it.
  package enum Form: Hashable, Sendable {
    /// `Ref`
    case reference(String)
    /// `Fn::GetAtt`
    case attribute(String, of: String)
    /// `Fn::Sub`
    case substitution(String)
    case text(String)
  }

  package let form: Form
  let pattern: Pattern
  /// `'Scorer' is declared to use 's3://data/'`, and where.
  package var reason = ""
  package var place = Origin.none
}

/// The names under which a statement says that an action may be done to what is used.
struct ResourceNaming {
  let holder: ResourceID
  let estate: Estate

  /// - Parameter use: Something of another service, or of another kind, has no names.
  func names(
    of use: DeclaredUses.Use,
    as kind: ResourceKind,
    _ texts: inout EstateTexts,
    _ context: inout EvaluationContext
  ) throws(NarrowingObstacle) -> NamedResource? {
    switch use {
    case .resource(let id): try name(of: id, as: kind, &texts, &context)
    case .text(let text): name(of: text, as: kind, &texts, &context)
    }
  }

  // MARK: - Resources of the estate

  private func name(
    of id: ResourceID,
    as kind: ResourceKind,
    _ texts: inout EstateTexts,
    _ context: inout EvaluationContext
  ) throws(NarrowingObstacle) -> NamedResource? {
    guard let arn = texts.arn(of: id, &context),
      let attribute = texts.arnTemplate(of: id)?.attribute,
      let rest = Self.rest(of: kind, behind: Self.shape(of: arn))
    else { return nil }
    let resource = estate[id]
    guard resource.scope == estate[holder].scope, estate.scopes[resource.scope.index].isStack else {
      throw NarrowingObstacle("'\(resource.name)' is of another stack")
    }
    guard resource.existence == .always || resource.existence == estate[holder].existence else {
      throw NarrowingObstacle("'\(resource.name)' is not always created")
    }
    guard !dependsOnHolder(id) else {
      throw NarrowingObstacle(
        "'\(resource.name)' hangs on the policy: they would wait for each other"
      )
    }
    return NamedResource(
      form: form(resource.name, attribute, rest),
      pattern: Pattern(arn.map(\.piece) + Pattern.pieces(of: rest, variables: false))
    )
  }

  private func form(_ name: String, _ attribute: Name, _ rest: String) -> NamedResource.Form {
    guard !attribute.isNone else {
      return rest.isEmpty ? .reference(name) : .substitution("${\(name)}\(rest)")
    }
    let word = estate.declarations.vocabulary.text(of: attribute)
    return rest.isEmpty ? .attribute(word, of: name) : .substitution("${\(name).\(word)}\(rest)")
  }

  /// Whether a resource waits for the holder of the statement.
  private func dependsOnHolder(_ id: ResourceID) -> Bool {
    var seen: Set<ResourceID> = [holder]
    var open = [holder]
    while let next = open.popLast() {
      for referrer in estate.referrers(of: next) where seen.insert(referrer).inserted {
        open.append(referrer)
      }
    }
    return seen.contains(id)
  }

  // MARK: - Texts

  private func name(
    of text: String,
    as kind: ResourceKind,
    _ texts: inout EstateTexts,
    _ context: inout EvaluationContext
  ) -> NamedResource? {
    guard let written = Self.arn(named: text, as: kind) else { return nil }
    var pieces: [Pattern.Piece] = []
    for part in Self.parts(of: written) {
      guard part.isHole else {
        pieces += Pattern.pieces(of: part.text, variables: false)
        continue
      }
      guard let filled = texts.pseudoParameter(part.text[...], of: estate[holder].scope) else {
        return nil
      }
      pieces.append(filled.piece)
    }
    let isPlain = !Self.parts(of: written).contains(where: \.isHole)
    return NamedResource(
      form: isPlain ? .text(written) : .substitution(written),
      pattern: Pattern(pieces)
    )
  }

  /// The ARN of a kind that an ARN or an S3 URI names; nil for other kinds. Buckets are named as a whole.
  private static func arn(named text: String, as kind: ResourceKind) -> String? {
    let isBucket = kind.arn == "arn:${Partition}:s3:::${BucketName}"
    let isObject = kind.arn == "arn:${Partition}:s3:::${BucketName}/${ObjectName}"
    let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    let isURI = text.hasPrefix("s3://")
    if isURI || parts.count == 6 && parts[2] == "s3" && parts[3].isEmpty {
      guard isBucket || isObject else { return nil }
      let path = isURI ? text.dropFirst("s3://".utf8.count) : parts[5]
      let bucket = path.prefix { $0 != "/" }
      guard !bucket.isEmpty else { return nil }
      let partition = isURI ? "${AWS::Partition}" : parts[1]
      return "arn:\(partition):s3:::\(bucket)" + (isObject ? "/*" : "")
    }
    guard text.hasPrefix("arn:"), !isBucket, !isObject else { return nil }
    let known = Self.parts(of: text).map { $0.isHole ? "x" : $0.text }.joined()
    let fits = Wildcard.covers(Array(kind.pattern.utf8), Array(known.utf8)) { $0 == $1 }
    return fits ? text : nil
  }

  // MARK: - Shapes

  /// An ARN with a mark for each part that only a deployment knows.
  private static func shape(of arn: [Text.Piece]) -> [Substring] {
    let text = arn.map { piece in
      switch piece {
      case .text(let text): text
      case .symbol: mark
      }
    }
    return segments(of: text.joined())
  }

  private static let mark = "\u{0}"

  private static func segments(of arn: String) -> [Substring] {
    arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
  }

  /// What follows an ARN in the ARNs of a kind: `/*` for the objects of a bucket, nothing for the bucket
  /// itself; nil where the kind is another.
  private static func rest(of kind: ResourceKind, behind arn: [Substring]) -> String? {
    let segments = segments(of: kind.pattern)
    guard segments.count == 6, arn.count == 6, zip(segments, arn).prefix(5).allSatisfy(covers)
    else {
      return nil
    }
    if covers(segments[5], arn[5]) { return "" }
    // The ARN of a group of logs covers the streams in it.
    guard !arn[5].hasSuffix(":*") else { return nil }
    let cuts = segments[5].indices.filter { segments[5][$0] == "/" || segments[5][$0] == ":" }
    let cut = cuts.last { covers(segments[5][..<$0], arn[5]) }
    return cut.map { String(segments[5][$0...]) }
  }

  private static func covers(_ pattern: Substring, _ text: Substring) -> Bool {
    Wildcard.covers(Array(pattern.utf8), Array(text.utf8)) { $0 == $1 }
  }

  /// A text around its `${…}`.
  private static func parts(of text: String) -> [(text: String, isHole: Bool)] {
    var parts: [(text: String, isHole: Bool)] = []
    var rest = text[...]
    while let open = rest.firstRange(of: "${"),
      let close = rest[open.upperBound...].firstIndex(of: "}")
    {
      parts.append((String(rest[..<open.lowerBound]), false))
      parts.append((String(rest[open.upperBound..<close]), true))
      rest = rest[rest.index(after: close)...]
    }
    parts.append((String(rest), false))
    return parts.filter { !$0.text.isEmpty }
  }
}

extension Text.Piece {
  fileprivate var piece: Pattern.Piece {
    switch self {
    case .text(let text): .text(text)
    case .symbol(let symbol): .symbol(symbol)
    }
  }
}
