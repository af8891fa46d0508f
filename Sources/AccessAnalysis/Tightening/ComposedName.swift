import Infrastructure
import SourceText
import Values

/// What a text that is put together names: a resource as a whole, something by a text that is known, or
/// what nobody knows. A part of a name names nothing.
enum ComposedName {
  case resource(ResourceID)
  /// With `${AWS::…}` for what a stack fills in.
  case text(String)
  case open(String)

  /// Pseudo parameters that say where a stack is, as messages have them; others may be parts of names.
  static let environs: Set<String> = [
    "'AWS::AccountId'", "'AWS::Partition'", "'AWS::Region'", "'AWS::URLSuffix'",
  ]

  /// A text with something in the place of what a stack fills in.
  static func filled(_ text: String) -> String {
    environs.reduce(text) { text, subject in
      text.replacing("${\(subject.filter { $0 != "'" })}", with: "x")
    }
  }

  private enum Piece {
    case text(String)
    case resource(ResourceID, isArn: Bool)
    case open(String)
  }

  static func read(
    _ template: Value,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> ComposedName {
    var pieces: [Piece] = []
    for element in context.heap.elements(of: template) {
      let piece = piece(context.resolve(element), in: estate, &context)
      if case .text(let text) = piece, case .text(let before)? = pieces.last {
        pieces[pieces.count - 1] = .text(before + text)
      } else {
        pieces.append(piece)
      }
    }
    return named(by: pieces)
  }

  /// Whether an attribute says which resource it is of.
  static func isOwn(_ attribute: String) -> Bool {
    guard !attribute.contains(".") else { return false }
    return ["Arn", "ARN", "Id", "Name", "RepositoryUri", "QueueUrl"].contains {
      attribute.hasSuffix($0)
    } && !["Role", "Key", "Secret"].contains { attribute.contains($0) }
  }

  static func isOwn(_ part: Unknown.Part, _ estate: Estate) -> Bool {
    switch part.role {
    case .own, .lowercased: true
    case .attribute(let name):
      name.isNone || isOwn(estate.declarations.vocabulary.text(of: name))
    case .partition, .region, .account, .urlSuffix: false
    }
  }

  private static func piece(
    _ value: Value,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Piece {
    switch value.kind {
    case .string: return .text(context.heap.text(value))
    case .reference:
      guard let id = estate.target(of: value, &context) else { break }
      let word = value.name.isNone ? "" : estate.declarations.vocabulary.text(of: value.name)
      guard word.isEmpty || isOwn(word) else { return .open("attribute '\(word)'") }
      return .resource(id, isArn: word.hasSuffix("Arn"))
    case .unknown:
      let unknown = context.heap.unknown(value)
      if unknown.reason == .pseudoParameter, environs.contains(unknown.subject) {
        return .text("${\(unknown.subject.filter { $0 != "'" })}")
      }
      guard let part = unknown.part else { return .open(unknown.subject) }
      switch part.role {
      case .partition: return .text("${AWS::Partition}")
      case .region: return .text("${AWS::Region}")
      case .account: return .text("${AWS::AccountId}")
      case .urlSuffix: return .text("${AWS::URLSuffix}")
      case .own, .lowercased, .attribute:
        guard isOwn(part, estate) else { return .open(unknown.subject) }
        return .resource(ResourceID(part.resource), isArn: false)
      }
    case .null, .bool, .int, .uint, .double, .bytes, .list, .map, .type, .optional, .duration,
      .timestamp, .ip, .cidr, .resource, .error, .template, .choice:
      break
    }
    return .open("a text that is put together")
  }

  // MARK: - Forms

  private static func named(by pieces: [Piece]) -> ComposedName {
    if pieces.count == 1, case .text(let text) = pieces[0] { return .text(text) }
    if case .resource(let id, let isArn)? = pieces.first {
      if isArn || pieces.count == 1, ends(pieces, behind: 0, at: "/:") { return .resource(id) }
      return .open(subject(of: pieces))
    }
    guard case .text(let head)? = pieces.first, pieces.count > 1 else {
      return .open(subject(of: pieces))
    }
    if let bucket = wholeBucket(in: head) { return .text(bucket) }
    guard case .resource(let id, _) = pieces[1] else { return .open(subject(of: pieces)) }
    let isWhole =
      isStartOfName(head) && ends(pieces, behind: 1, at: head.hasPrefix("arn:") ? "/:" : "/")
    let isImage =
      head.contains(".dkr.ecr.") && head.hasSuffix("/") && ends(pieces, behind: 1, at: ":@")
    return isWhole || isImage ? .resource(id) : .open(subject(of: pieces))
  }

  private static func ends(_ pieces: [Piece], behind index: Int, at marks: String) -> Bool {
    guard index + 1 < pieces.count else { return true }
    guard case .text(let text) = pieces[index + 1] else { return false }
    return text.first.map(marks.contains) ?? false
  }

  /// A text that names a bucket, or something in it, where all of the bucket's name is there.
  private static func wholeBucket(in head: String) -> String? {
    let start: String.Index
    if head.hasPrefix("s3://") {
      start = head.index(head.startIndex, offsetBy: 5)
    } else if head.hasPrefix("arn:"), let mark = head.firstRange(of: ":s3:::") {
      start = mark.upperBound
    } else {
      return nil
    }
    guard let slash = head[start...].firstIndex(of: "/"), slash > start else { return nil }
    return String(head[...slash])
  }

  /// Whether what follows a text is all of a resource's name: `s3://`, `arn:aws:sqs:…:111122223333:`,
  /// `arn:…:table/`.
  private static func isStartOfName(_ head: String) -> Bool {
    if head == "s3://" { return true }
    guard head.hasPrefix("arn:") else { return false }
    let plain = head.replacing("AWS::", with: "")
    let parts = plain.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard parts.count == 6, let end = parts[5].last else { return parts.count == 6 }
    return (end == "/" || end == ":") && parts[5].count { $0 == "/" || $0 == ":" } == 1
  }

  private static func subject(of pieces: [Piece]) -> String {
    for piece in pieces {
      if case .open(let subject) = piece { return subject }
    }
    for piece in pieces {
      if case .text(let text) = piece { return "the text with '\(text)'" }
    }
    return "a text that is put together"
  }
}
