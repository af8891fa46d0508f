package import Infrastructure
package import Values

/// Which parts of a bucket the `Resource` of a statement in its policy covers.
///
/// S3 refuses a bucket policy that names another bucket, so what decides is what follows the name:
/// nothing for calls on the bucket, `/*` for calls on all its objects. Source: Amazon S3 User Guide,
/// "Policy resources for Amazon S3".
package enum BucketCoverage {
  package enum Part: Sendable {
    /// The bucket itself, on which it is listed and configured.
    case bucket
    /// Every object in it.
    case objects
  }

  private static let bucketName = PropertyPath("BucketName")

  /// Whether a statement is about a part of a bucket: a boolean, or unknown.
  package static func covers(
    _ statement: Value,
    _ part: Part,
    of bucket: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Value {
    let words = StatementWords.builtIn
    guard let resources = words.list(words.resources, of: statement, context),
      let others = words.list(words.notResources, of: statement, context)
    else { return context.heap.error(.noSuchOverload, "iam.coversBucket") }
    let name = bucketName.values(in: estate[bucket].properties, &context).first
    var open: Value?
    for pattern in context.heap.elements(of: resources) {
      let covered = covers(pattern, part, of: bucket, named: name, &context)
      if covered.isTrue { return .bool(true, origin: pattern.origin) }
      if covered.kind == .unknown { open = open ?? covered }
    }
    if others.count > 0 {
      let unknown = Unknown(.unmodelled, "what NotResource leaves of the bucket")
      return context.heap.unknown(unknown, origin: others.origin)
    }
    return open ?? .bool(false, origin: resources.origin)
  }

  /// Whether one pattern covers the part.
  private static func covers(
    _ pattern: Value,
    _ part: Part,
    of bucket: ResourceID,
    named name: Value?,
    _ context: inout EvaluationContext
  ) -> Value {
    let text = PatternText(pattern, &context)
    for case .open(let piece) in text.letters where !isPart(piece, of: name, context.heap) {
      if piece.kind == .unknown { return piece.from(pattern.origin) }
      let unknown = Unknown(.unresolvedReference, "which part of the bucket is named here")
      return context.heap.unknown(unknown, origin: pattern.origin)
    }
    let known = name.flatMap { $0.kind == .string ? context.heap.text($0) : nil }
    return .bool(covers(text, part, ofBucketNamed: known))
  }

  private static func covers(_ text: PatternText, _ part: Part, ofBucketNamed name: String?) -> Bool
  {
    // The last part of an ARN is the bucket's name, with the keys behind a slash. A pattern without
    // all parts of an ARN stands for the first ones by a wildcard, which any name matches.
    let resource = text.arnParts?[5] ?? text.letters[...]
    let slash = resource.firstIndex { $0.isByte("/") }
    let bucket = resource[..<(slash ?? resource.endIndex)]
    guard text.arnParts == nil ? bucket.last?.isByte("*") ?? false : matches(bucket, name) else {
      return false
    }
    guard let slash else { return part == .bucket || bucket.last?.isByte("*") ?? false }
    return part == .objects && PatternText.isAnything(resource[(slash + 1)...])
  }

  /// Whether the pattern of a name may be the bucket's; what is not known is.
  private static func matches(_ pattern: ArraySlice<PatternText.Letter>, _ name: String?) -> Bool {
    guard let name else { return true }
    var bytes: [UInt8] = []
    for letter in pattern {
      guard case .byte(let byte) = letter else { return true }
      bytes.append(byte)
    }
    return ActionPattern.matches(bytes[...], Array(name.utf8)[...])
  }

  /// Whether a piece of a pattern is unknown for the same reason as a piece of the bucket's name.
  private static func isPart(
    _ piece: Value,
    of name: Value?,
    _ heap: borrowing ValueHeap
  ) -> Bool {
    guard piece.kind == .unknown, let name else { return false }
    let parts = name.kind == .template ? heap.elements(of: name) : [name]
    for part in parts where part.kind == .unknown {
      if heap.unknown(part) == heap.unknown(piece) { return true }
    }
    return false
  }
}
