import Infrastructure
import SourceText
import Values

extension Declarations {
  /// Whether an object has AWS's list of keys and values.
  func hasTags(_ shape: ShapeID?) -> Bool {
    guard let shape, let tags = property(vocabulary.name("Tags"), in: shape),
      case .list(let element) = tags.kind.form, case .object = element.form
    else { return false }
    return true
  }
}

extension Declarations {
  /// AWS's default for a property, in a word.
  func text(of entry: DefaultDeclaration) -> String {
    var heap = ValueHeap()
    let value = value(of: entry, in: &heap)
    if value.kind == .string { return heap.text(value) }
    if value.kind == .bool { return value.isTrue ? "true" : "false" }
    if value.kind == .int { return String(value.asInt) }
    return value.kind == .list && value.count == 0 ? "none" : "AWS's own"
  }
}

/// Which key of a description means which property of AWS's, both ways: the reader asks for names, the
/// writer, the schema and the reference page for keys.
struct PropertyKeys: Sendable {
  private let declarations: Declarations
  /// The keys in lower camel case by the properties that they mean, the full one and the short ones.
  private let keys: [Name: [String]]

  init(_ declarations: Declarations) {
    self.declarations = declarations
    keys = declarations.camelCaseNames
  }

  /// The canonical name of the property that a key means: in lower camel case, also without `Id`,
  /// `Arn`, `Kms` and, where it names another resource, `Name`. Objects without a declaration have
  /// any property.
  static func name(
    of key: String,
    in shape: ShapeID?,
    type: String,
    _ declarations: Declarations
  ) -> String? {
    guard let shape else { return TypeWords.capitalized(key) }
    let vocabulary = declarations.vocabulary
    func find(_ key: String) -> String? {
      guard let found = declarations.property(camelCase: vocabulary.name(key), in: shape),
        !found.isReadOnly
      else { return nil }
      return vocabulary.text(of: found.name)
    }
    if let found = find(key) { return found }
    if key == "key" || key.hasSuffix("Key") {
      let stem = key.dropLast(3)
      if let found = find(stem.isEmpty ? "kmsKey" : "\(stem)KmsKey") { return found }
    }
    if key == "role" {
      if let found = find("executionRole") ?? find("serviceRole") { return found }
    }
    if let found = find(key + "Name"), !ReferenceTargets.types(of: found, in: type).isEmpty {
      return found
    }
    return nil
  }

  /// The shortest key that means a property; nil for one that cannot be written.
  ///
  /// - Parameters:
  ///   - owner: The type, and for objects inside it the properties on the way.
  ///   - type: The resource type.
  func key(for name: String, in shape: ShapeID?, owner: String, type: String) -> String? {
    guard let shape else {
      let key = TypeWords.lowercased(name)
      return TypeWords.capitalized(key) == name ? key : nil
    }
    let whole = TypeWords.camelCase(name)
    var candidates = [whole]
    if !ReferenceTargets.takesNames(name) {
      candidates += keys[declarations.vocabulary.name(name)] ?? []
      if !ReferenceTargets.types(of: name, in: type).isEmpty { candidates += ["key", "role"] }
    }
    let named = ShortForms.keys(of: owner).first { key in
      guard case .property([name])? = ShortForms.form(key, of: owner) else { return false }
      return true
    }
    if let named, !ReferenceTargets.takesNames(name) { return named }
    let taken = Set(owner == type ? Catalogue.members(of: type).map(\.key) : [])
    return candidates.sorted { ($0.count, $0) < ($1.count, $1) }.first { key in
      guard !taken.contains(key) else { return false }
      switch ShortForms.form(key, of: owner) {
      case .inlinePolicies?, .publicAccessBlock?, .availabilityZone?,
        .protocolNumber?, .policyType?:
        return Self.name(of: key, in: shape, type: type, declarations) == name
      case nil: return Self.name(of: key, in: shape, type: type, declarations) == name
      case _?: return false
      }
    }
  }
}
