import Infrastructure
import SourceText
import Syntax
import Values

/// The texts that references stand for at deployment, as far as a description says them.
extension DescriptionReader {
  mutating func text(
    ofReferenceTo index: Int,
    attribute: Name,
    _ estate: inout EstateBuilder
  ) -> Value {
    let key = TextKey(draft: index, attribute: attribute)
    if let text = texts[key] { return text }
    let draft = drafts[index]
    let unknown = Unknown(
      attribute: vocabulary.text(of: attribute),
      ofResource: draft.name,
      part: resources.indices.contains(index)
        ? Unknown.Part(ofResource: resources[index].index, .attribute(attribute)) : nil
    )
    let generated = estate.heap.unknown(unknown)
    var text = generated
    if draft.type == "AWS::Organizations::Account" {
      if let id = draft.home.account.flatMap({ accounts[$0].id }) { text = plainText(id, &estate) }
    } else if let id = draft.identifier, attribute.isNone || isGroupID(attribute, of: draft) {
      text = plainText(id, &estate)
    } else if let type = estate.declarations.type(named: draft.type) {
      text = estate.referenceText(of: type, attribute: attribute, generated: generated) {
        piece,
        estate in
        fill(piece, of: draft, &estate)
      }
    }
    texts[key] = text
    return text
  }

  private func isGroupID(_ attribute: Name, of draft: Draft) -> Bool {
    draft.type == "AWS::EC2::SecurityGroup" && attribute == vocabulary.name("GroupId")
  }

  /// The text of a reference to a resource of a template, as far as its properties say it.
  func text(
    ofReferenceTo id: ResourceID,
    attribute: Name,
    _ estate: inout EstateBuilder
  ) -> Value {
    guard let resource = estate.resource(id) else { return .absent }
    let unknown = Unknown(
      attribute: vocabulary.text(of: attribute),
      ofResource: resource.name,
      part: Unknown.Part(ofResource: id.index, .attribute(attribute))
    )
    let generated = estate.heap.unknown(unknown)
    guard let type = estate.declarations.type(named: resource.type) else { return generated }
    return estate.referenceText(of: type, attribute: attribute, generated: generated) {
      piece,
      estate in
      guard case .property(let name) = piece,
        let value = estate.heap.lookup(name, in: resource.properties),
        value.kind == .string || value.kind == .template
      else { return nil }
      return value
    }
  }

  /// A piece of a text about a resource; nil where the description does not say it.
  private func fill(
    _ piece: TemplatePiece,
    of draft: Draft,
    _ estate: inout EstateBuilder
  ) -> Value? {
    switch piece {
    case .text: return nil
    case .hole(.account): return accountID(of: draft.home.account, &estate)
    case .hole(.partition): return partition(of: draft.home.account, &estate)
    case .hole(.region): return region(of: draft.home.account, &estate)
    case .hole(.urlSuffix): return urlSuffix(of: draft.home.account, &estate)
    case .hole: return nil
    case .property(let name):
      return property(name, of: draft, estate).map { estate.heap.string($0) }
    case .lowercasedProperty(let name):
      return property(name, of: draft, estate).map { estate.heap.string($0.lowercased()) }
    }
  }

  /// The text of a property of a draft: as it is written, else the name that it has for AWS, else
  /// AWS's default.
  private func property(
    _ name: Name,
    of draft: Draft,
    _ estate: borrowing EstateBuilder
  ) -> String? {
    let word = vocabulary.text(of: name)
    if let entry = draft.entries.first(where: { $0.path == [word] }) {
      switch entry.value.content {
      case .text(let text): return text
      case .written where documents.kind(of: entry.value.place) == .scalar:
        return documents.text(of: entry.value.place)
      case .written, .integer, .flag, .list, .object, .thing, .template, .resourcePattern,
        .principal, .invalid:
        return nil
      }
    }
    guard let type = estate.declarations.type(named: draft.type) else { return nil }
    let shape = estate.declarations.shape(of: type)
    if let own = Self.nameProperty(of: draft.type, in: shape, estate.declarations), own == name {
      return hasGeneratedName(draft) ? nil : ownNameText(of: draft)
    }
    for entry in estate.declarations.defaults(of: shape) where entry.name == name {
      var heap = ValueHeap()
      let value = estate.declarations.value(of: entry, in: &heap)
      return value.kind == .string ? heap.text(value) : nil
    }
    return nil
  }
}

// MARK: - The name that a resource has for AWS

extension DescriptionReader {
  /// The property that names a resource for AWS: what a description calls it, unless it says
  /// otherwise.
  mutating func ownName(
    in shape: ShapeID,
    besides run: [Value],
    _ estate: inout EstateBuilder
  ) -> [Value] {
    let draft = drafts[current]
    guard let name = Self.nameProperty(of: draft.type, in: shape, estate.declarations),
      !hasGeneratedName(draft)
    else { return [] }
    let isWritten = stride(from: 0, to: run.count, by: 2).contains { run[$0].name == name }
    guard !isWritten else { return [] }
    let key = estate.heap.string(utf8: vocabulary.utf8(of: name), name: name)
    var value = estate.heap.string(ownNameText(of: draft), origin: origin(draft.key))
    value.flags.insert(.defaulted)
    return [key, value]
  }

  /// Whether AWS makes the name up that is not written.
  private func hasGeneratedName(_ draft: Draft) -> Bool {
    draft.home.account.map { accounts[$0].hasGeneratedNames } ?? false
  }

  private func ownNameText(of draft: Draft) -> String {
    draft.type == "AWS::KMS::Alias" ? "alias/\(draft.ownName)" : draft.ownName
  }

  /// The property that is the name of a resource for AWS; nil for types without one.
  static func nameProperty(
    of type: String,
    in shape: ShapeID,
    _ declarations: Declarations
  ) -> Name? {
    let word = TypeWords.lastWord(of: type)
    for candidate in ["\(word)Name", "JobDefinitionName", "GroupName", "PolicyName", "Name"] {
      // A policy of a group is called by its own name, not by the group's.
      if candidate == "GroupName", word != "SecurityGroup" { continue }
      let name = declarations.vocabulary.name(candidate)
      if let property = declarations.property(name, in: shape), !property.isReadOnly {
        return name
      }
    }
    return nil
  }
}

// MARK: - Where an account is

extension DescriptionReader {
  /// The described account that a text names: by its name, or by its id.
  func account(named place: Place) -> DescribedAccount? {
    let text = documents.text(of: place)
    return accounts.first { account in
      guard account.draft != nil else { return false }
      return account.name == text || account.id.map { documents.text(of: $0) } == text
    }
  }

  /// What tells an account from others: its id, else its name.
  func identity(of account: DescribedAccount) -> String {
    account.id.map { documents.text(of: $0) } ?? account.name
  }

  /// The account that a stack stands in, where that is said.
  func accountText(of stack: DescribedAccount) -> String? {
    stack.account.map { place in
      account(named: place).map(identity(of:)) ?? documents.text(of: place)
    }
  }

  /// The account itself, or that of a stack.
  private func home(_ index: Int?) -> DescribedAccount? {
    guard let account = index.map({ accounts[$0] }) else { return nil }
    guard account.draft == nil else { return account }
    var stack = account
    let place = account.account.flatMap(self.account(named:))
    stack.id = place?.id ?? account.account.flatMap { isID($0) ? $0 : nil }
    stack.region = account.region ?? place?.region
    return stack
  }

  private func isID(_ place: Place) -> Bool {
    ValueRules.accountIDProblem(documents.text(of: place)) == nil
  }

  func accountID(of account: Int?, _ estate: inout EstateBuilder) -> Value {
    if let id = home(account)?.id {
      return estate.heap.string(utf8: documents.utf8(of: id))
    }
    return missing("id", of: account, &estate)
  }

  func region(of account: Int?, _ estate: inout EstateBuilder) -> Value {
    if let region = home(account)?.region {
      return estate.heap.string(utf8: documents.utf8(of: region))
    }
    return missing("region", of: account, &estate)
  }

  /// Source: IAM User Guide, "Amazon Resource Names": partitions go by groups of regions.
  func partition(of account: Int?, _ estate: inout EstateBuilder) -> Value {
    guard let region = home(account)?.region.map(documents.text(of:)) else {
      return missing("partition", of: account, &estate)
    }
    if region.hasPrefix("cn-") { return estate.heap.string("aws-cn") }
    if region.hasPrefix("us-gov-") { return estate.heap.string("aws-us-gov") }
    return estate.heap.string("aws")
  }

  func urlSuffix(of account: Int?, _ estate: inout EstateBuilder) -> Value {
    guard let region = home(account)?.region.map(documents.text(of:)) else {
      return missing("urlSuffix", of: account, &estate)
    }
    return estate.heap.string(region.hasPrefix("cn-") ? "amazonaws.com.cn" : "amazonaws.com")
  }

  private func missing(_ fact: String, of account: Int?, _ estate: inout EstateBuilder) -> Value {
    guard let account else {
      let unknown = Unknown(.pseudoParameter, "the \(fact) of the organization's account")
      return estate.heap.unknown(unknown)
    }
    let name = accounts[account].name
    let kind = accounts[account].draft == nil ? "stack" : "account"
    let key = fact == "id" ? (kind == "stack" ? "account" : "id") : "region"
    let settle = "add '\(key)' to \(kind) '\(name)'"
    var value = estate.heap.unknown(
      Unknown(.pseudoParameter, "the \(fact) of \(kind) '\(name)'", settle: settle),
      origin: origin(accounts[account].key)
    )
    value.flags.insert(.identifier)
    return value
  }
}
