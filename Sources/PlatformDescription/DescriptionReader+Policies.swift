import Findings
import Infrastructure
import SourceText
import Syntax
import Values

/// What policy documents name: resources, principals, files.
extension DescriptionReader {
  /// The properties that hold a policy document or another document of AWS's.
  static let documentNames: Set<String> = [
    "AssumeRolePolicyDocument", "Content", "FileSystemPolicy", "KeyPolicy", "Manifest",
    "ModelPackageGroupPolicy", "PipelineDefinition", "PipelineDefinitionBody",
    "Policy", "PolicyDocument", "RepositoryPolicyText", "ResourcePolicy",
  ]

  /// A value that may be anything; in the place of a document, a text is the path of one.
  mutating func json(
    _ place: Place,
    _ wanted: Wanted,
    _ estate: inout EstateBuilder
  ) -> Value {
    guard Self.documentNames.contains(wanted.name) else {
      return anything(place, wanted, &estate)
    }
    guard documents.kind(of: place) == .scalar else {
      return wanted.name == "PipelineDefinition"
        ? pipelineDefinition(place, wanted, &estate) : policyDocument(place, wanted, &estate)
    }
    let text = documents.text(of: place)
    guard [".json", ".yaml", ".yml"].contains(where: { text.hasSuffix($0) }) else {
      let key = documents.text(of: wanted.key)
      let fact = "'\(key)' takes a mapping or the path of a file, but this is \(words(for: place))"
      report("wrong-type", fact, at: place, &estate)
      return invalid("'\(key)'", at: place, &estate)
    }
    guard let root = file(text, namedAt: place, &estate) else {
      let settle = "name the file beside the description"
      let unknown = Unknown(.external, "the document '\(text)'", settle: settle)
      return estate.heap.unknown(unknown, origin: origin(place))
    }
    guard documents.kind(of: root) == .mapping else {
      let fact = "the file '\(text)' holds \(words(for: root)), not a mapping"
      report("wrong-type", fact, at: place, &estate)
      return invalid("'\(documents.text(of: wanted.key))'", at: place, &estate)
    }
    let document = anything(root, wanted, &estate)
    return wanted.name == "PipelineDefinition" ? body(document, at: place, &estate) : document
  }

  /// The definition of a SageMaker pipeline, whose body may be the path of a file.
  private mutating func pipelineDefinition(
    _ place: Place,
    _ wanted: Wanted,
    _ estate: inout EstateBuilder
  ) -> Value {
    mapping(place, wanted, &estate) { reader, key, value, estate in
      guard key == Self.pipelineBody, reader.documents.kind(of: value) == .scalar,
        reader.documents.text(of: value).hasSuffix(".json")
      else { return nil }
      let body = Wanted(nil, name: key, owner: wanted.owner, key: wanted.key)
      return reader.json(value, body, &estate)
    }
  }

  private static let pipelineBody = "PipelineDefinitionBody"

  /// A definition as AWS has it: its body under a key.
  private func body(_ document: Value, at place: Place, _ estate: inout EstateBuilder) -> Value {
    let name = vocabulary.name(Self.pipelineBody)
    let key = estate.heap.string(Self.pipelineBody, origin: origin(place), name: name)
    return estate.heap.map(alternating: [key, document], origin: origin(place))
  }

  /// The root of a document that a description names by a path, which begins where the description is.
  private mutating func file(
    _ name: String,
    namedAt place: Place,
    _ estate: inout EstateBuilder
  ) -> Place? {
    let description = documents.tree(of: place).source.index
    let beside = sources.indices.contains(description) ? sources[description].path : ""
    let path = Self.resolve(name, beside: beside)
    if let known = files[path] { return known }
    guard let index = sources.firstIndex(where: { $0.path == path }) else {
      let help = fileHelp(for: path)
      report("missing-file", "there is no file '\(path)'", at: place, help: help, &estate)
      wanted.insert(path)
      files[path] = .some(nil)
      return nil
    }
    let parsed = parseSource(sources[index], id: SourceID(index), vocabulary: vocabulary)
    for diagnostic in parsed.diagnostics { estate.report(diagnostic) }
    let root = parsed.tree.flatMap { documents.add($0, base: estate.add($0)) }
    files[path] = .some(root)
    if root == nil, parsed.tree != nil {
      report("missing-file", "the file '\(path)' is empty", at: place, &estate)
    }
    return root
  }

  /// `policies/a.json` beside `platform/main.yaml` is `platform/policies/a.json`.
  static func resolve(_ path: String, beside file: String) -> String {
    let isAbsolute = path.hasPrefix("/")
    let folder = file.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    var parts = isAbsolute ? [] : folder
    for part in path.split(separator: "/", omittingEmptySubsequences: !isAbsolute) {
      if part == "." { continue }
      if part == "..", let last = parts.last, last != "..", !last.isEmpty {
        parts.removeLast()
      } else {
        parts.append(part)
      }
    }
    return parts.joined(separator: "/")
  }
}

// MARK: - Names in statements

extension DescriptionReader {
  /// A policy document that a description writes out, in whose statements names stand for ARNs.
  private mutating func policyDocument(
    _ place: Place,
    _ wanted: Wanted,
    _ estate: inout EstateBuilder
  ) -> Value {
    mapping(place, wanted, &estate) { reader, key, value, estate in
      guard key == "Statement" else { return nil }
      return reader.each(value, &estate) { reader, statement, estate in
        reader.mapping(statement, wanted, &estate) { reader, key, value, estate in
          switch key {
          case "Resource", "NotResource":
            return reader.each(value, &estate) { $0.resourcePattern($1, &$2) }
          case "Principal", "NotPrincipal":
            return reader.mapping(value, wanted, &estate) { reader, type, value, estate in
              guard type == "AWS" else { return nil }
              return reader.each(value, &estate) { $0.principal($1, &$2) }
            }
          default: return nil
          }
        }
      }
    }
  }

  /// A mapping some of whose entries mean more than they look like; anything else as it looks.
  ///
  /// - Parameter special: The value of an entry; nil for those that mean what they look like.
  private mutating func mapping(
    _ place: Place,
    _ wanted: Wanted,
    _ estate: inout EstateBuilder,
    _ special: (inout Self, String, Place, inout EstateBuilder) -> Value?
  ) -> Value {
    guard documents.kind(of: place) == .mapping, Mark(in: place, documents) == nil else {
      return written(place, wanted.element, &estate)
    }
    var run: [Value] = []
    let subject = "'\(documents.text(of: wanted.key))'"
    for (key, value) in entries(of: place, subject, &estate) {
      let text = documents.utf8(of: key)
      run.append(
        estate.heap.string(utf8: text, origin: origin(key), name: vocabulary.name(of: text))
      )
      let meant = special(&self, documents.text(of: key), value, &estate)
      run.append(meant ?? written(value, wanted.element, &estate))
    }
    return estate.heap.map(alternating: run, origin: origin(place))
  }

  /// The elements of a list, or the value itself.
  private mutating func each(
    _ place: Place,
    _ estate: inout EstateBuilder,
    _ make: (inout Self, Place, inout EstateBuilder) -> Value
  ) -> Value {
    guard documents.kind(of: place) == .sequence else { return make(&self, place, &estate) }
    var elements: [Value] = []
    for element in documents.elements(of: place) { elements.append(make(&self, element, &estate)) }
    return estate.heap.list(elements, origin: origin(place))
  }

  /// The `Resource` of a statement: an ARN pattern as it is, or the ARN of the resource that the
  /// text begins with, followed by the rest of the text.
  mutating func resourcePattern(_ place: Place, _ estate: inout EstateBuilder) -> Value {
    if Mark(in: place, documents) != nil {
      return marked(place, Wanted(nil, name: "Resource", owner: "", key: place), &estate)
    }
    guard let text = text(of: place, "a resource", &estate) else {
      return invalid("a resource of a statement", at: place, &estate)
    }
    if text == "*" || text.hasPrefix("arn:") { return plainText(place, &estate) }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    for count in (1...parts.count).reversed() {
      let name = parts[..<count].joined(separator: "/")
      let rest = parts[count...].joined(separator: "/")
      let found = resources(named: name, estate)
      guard let first = found.first else { continue }
      if found.count > 1 {
        reportAmbiguity(place, found, &estate)
        return invalid("which resource '\(name)' is", at: place, &estate)
      }
      return pattern(of: first, rest: count < parts.count ? rest : nil, at: place, &estate)
    }
    let fact = "'\(parts[0])' is neither an ARN nor the name of a resource"
    let known = names.visible(from: drafts[current].home) {
      Self.arnAttribute(of: $0.type, estate.declarations) != nil
    }
    let help = Suggestion.help(for: String(parts[0]), among: known.map(\.name))
    if help != nil || unread.isEmpty {
      report("unresolved-reference", fact, at: place, help: help, &estate)
    }
    let unknown = Unknown(.unresolvedReference, "resource '\(text)'")
    return estate.heap.unknown(unknown, origin: origin(place))
  }

  /// The resources with a name or address that have an ARN; a bucket before others, because what
  /// people grant most are objects.
  private func resources(named name: String, _ estate: borrowing EstateBuilder) -> [NamedThing] {
    let home = drafts[current].home
    let buckets = names.nearest(name, from: home) { $0.type == "AWS::S3::Bucket" }
    if !buckets.isEmpty { return buckets }
    let others = names.nearest(name, from: home) {
      Self.arnAttribute(of: $0.type, estate.declarations) != nil
    }
    if !others.isEmpty { return others }
    guard name.contains("/") else { return [] }
    for base in bases(of: home) {
      if let thing = names.thing(at: base + name),
        Self.arnAttribute(of: thing.type, estate.declarations) != nil
      {
        return [thing]
      }
    }
    return []
  }

  private mutating func pattern(
    of thing: NamedThing,
    rest: String?,
    at place: Place,
    _ estate: inout EstateBuilder
  ) -> Value {
    let whole = reference(to: thing, for: "Arn", at: place, &estate)
    guard let rest else { return whole }
    let suffix = estate.heap.string("/\(rest)")
    return estate.concatenation(of: [whole, suffix], origin: origin(place))
  }

  /// The principal that a text means: an ARN or account id as it is, or the ARN of a role, user or
  /// account.
  mutating func principal(_ place: Place, _ estate: inout EstateBuilder) -> Value {
    if Mark(in: place, documents) != nil {
      return marked(place, Wanted(nil, name: "Principal", owner: "", key: place), &estate)
    }
    guard let text = text(of: place, "a principal", &estate) else {
      return invalid("a principal", at: place, &estate)
    }
    let account = "AWS::Organizations::Account"
    let types = ["AWS::IAM::Role", "AWS::IAM::User", account]
    if text == "*" || LiteralIdentifier.isMeant(by: text, types: types) {
      return plainText(place, &estate)
    }
    guard let thing = named(place, types: types, from: drafts[current].home, &estate) else {
      let unknown = Unknown(.unresolvedReference, "principal '\(text)'")
      return estate.heap.unknown(unknown, origin: origin(place))
    }
    guard thing.type == account, case .draft(let index) = thing.target else {
      return reference(to: thing, for: "Arn", at: place, &estate)
    }
    noteReference(to: resources[index], &estate)
    let pieces = [
      estate.heap.string("arn:"), partition(of: thing.home.account, &estate),
      estate.heap.string(":iam::"), accountID(of: thing.home.account, &estate),
      estate.heap.string(":root"),
    ]
    return estate.concatenation(of: pieces, origin: origin(place))
  }
}
