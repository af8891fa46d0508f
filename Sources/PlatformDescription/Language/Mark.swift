/// What a mapping with a key in front of which a dollar sign stands says instead of a value.
enum Mark: String, CaseIterable {
  /// `{$unknown: who decides}`: nobody knows yet.
  case unknown = "$unknown"
  /// `{$ref: ml-prod/roles/trainer, attribute: Arn}`: another resource, anywhere in a value.
  case reference = "$ref"
  /// `{$text: [arn:, {$own: partition}, ...]}`: a text as it is, or of several pieces.
  case text = "$text"
  /// `{$own: region}`: a fact of the account that the resource is in.
  case own = "$own"

  /// The mark that a place holds; nil for other values.
  init?(in place: Place, _ documents: Documents) {
    guard let key = documents.markedKey(of: place),
      let mark = Mark(rawValue: documents.text(of: key))
    else { return nil }
    self = mark
  }

  /// The keys that may stand beside it.
  var companions: [String] {
    switch self {
    case .unknown: ["reason", "settle", "identifier"]
    case .reference: ["attribute"]
    case .text, .own: []
    }
  }

  /// What somebody can do about something that is marked as unknown.
  static let settle = "write the value in the place of '$unknown'"
  /// The key of a resource that may not exist, with what decides: `$maybe: condition 'IsProd'`.
  static let maybe = "$maybe"
  /// The facts that `$own` takes.
  static let ownFacts = ["account", "partition", "region", "urlSuffix"]
}
