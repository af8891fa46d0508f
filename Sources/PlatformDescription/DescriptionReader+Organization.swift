import Findings
import Infrastructure

/// The section `organization`.
extension DescriptionReader {
  private static let address = "organization"
  private static let policies = Collection("policies", "AWS::Organizations::Policy")
  private static let units = Collection("units", "AWS::Organizations::OrganizationalUnit")
  private static let controls = Collection("enabledControls", "AWS::ControlTower::EnabledControl")
  private static let baselines = Collection(
    "enabledBaselines",
    "AWS::ControlTower::EnabledBaseline"
  )
  /// The keys of units and of the root that are no properties.
  private static let attachmentKeys: Set<String> = ["accounts", "policies"]

  /// Finds the units, policies and controls of an organization.
  mutating func findOrganization(_ place: Place, _ estate: inout EstateBuilder) {
    let keys = LanguageKeys.organization.map(\.key)
    for (key, value) in entries(of: place, "'organization'", &estate) {
      switch documents.text(of: key) {
      case "units": findAll(Self.units, in: value, under: Self.address, &estate)
      case "policies": findAll(Self.policies, in: value, under: Self.address, &estate)
      case "root":
        let type = "AWS::Organizations::Organization"
        addSingle("root", type, key, value, under: Self.address, &estate)
      case "controlTower": findControlTower(value, &estate)
      case "managementAccount": managers.append((key, value))
      default: reportUnknownKey(key, of: "an organization", among: keys, &estate)
      }
    }
  }

  private mutating func findControlTower(_ place: Place, _ estate: inout EstateBuilder) {
    let address = "\(Self.address)/controlTower"
    let keys = LanguageKeys.controlTower.map(\.key)
    for (key, value) in entries(of: place, "'controlTower'", &estate) {
      switch documents.text(of: key) {
      case "landingZone":
        let type = "AWS::ControlTower::LandingZone"
        addSingle("landingZone", type, key, value, under: address, &estate)
      case "enabledControls": findAll(Self.controls, in: value, under: address, &estate)
      case "enabledBaselines": findAll(Self.baselines, in: value, under: address, &estate)
      default: reportUnknownKey(key, of: "a Control Tower", among: keys, &estate)
      }
    }
  }

  private mutating func findAll(
    _ collection: Collection,
    in place: Place,
    under address: String,
    _ estate: inout EstateBuilder
  ) {
    find(collection, in: place, under: address, parent: nil, home: Draft.Home(), &estate)
  }

  /// Something of which an organization has one.
  private mutating func addSingle(
    _ name: String,
    _ type: String,
    _ key: Place,
    _ value: Place,
    under address: String,
    _ estate: inout EstateBuilder
  ) {
    let entries = entries(of: value, "'\(name)'", &estate)
    let draft = Draft(
      type: type,
      name: name,
      address: "\(address)/\(name)",
      key: key,
      body: entries.isEmpty ? nil : value,
      home: Draft.Home()
    )
    add(draft, isNamed: true, &estate)
  }
}

// MARK: - Who is where, and what applies there

extension DescriptionReader {
  /// Places accounts in units, and attaches policies to units; to be done when all are found.
  mutating func connectOrganization(_ estate: inout EstateBuilder) {
    for (key, value) in managers { manage(by: value, key: key, &estate) }
    for index in drafts.indices {
      switch drafts[index].type {
      case "AWS::Organizations::OrganizationalUnit":
        let path = drafts[index].name
        if reportMisspeltParent(of: index, &estate) {
          let value = DraftValue(.invalid("the unit above '\(path)'"), at: drafts[index].key)
          drafts[index].entries.append(DraftEntry("ParentId", key: drafts[index].key, value))
        } else if let parent = parent(ofUnit: path) {
          let value = DraftValue(.thing(parent), at: drafts[index].key)
          drafts[index].entries.append(DraftEntry("ParentId", key: drafts[index].key, value))
        }
        connect(index, &estate)
      case "AWS::Organizations::Organization":
        connect(index, &estate)
      default: break
      }
    }
  }

  /// Notes that policies may apply where nobody can tell, because a part was not read.
  mutating func openOrganization() {
    for index in drafts.indices where drafts[index].type == "AWS::Organizations::Policy" {
      let key = drafts[index].key
      let invalid = DraftValue(.invalid("where policy '\(drafts[index].name)' applies"), at: key)
      drafts[index].entries.append(
        DraftEntry("TargetIds", key: key, DraftValue(.list([invalid]), at: key))
      )
    }
  }

  /// Units are named by their path. The units on it need not be described, but may be misspelt.
  private func reportMisspeltParent(of unit: Int, _ estate: inout EstateBuilder) -> Bool {
    let path = drafts[unit].name
    guard let slash = path.lastIndex(of: "/") else { return false }
    let parent = String(path[..<slash])
    let type = drafts[unit].type
    let paths = drafts.filter { $0.type == type }.map(\.name)
    guard !paths.contains(parent),
      let meant = Suggestion.closest(to: parent, among: paths.filter { $0 != path })
    else { return false }
    let help = "did you mean '\(meant)\(path[slash...])'?"
    let fact = "unit '\(parent)' is not described"
    report("unresolved-reference", fact, at: drafts[unit].key, help: help, &estate)
    return true
  }

  /// Says which account manages the organization, whose root need not be described for it.
  private mutating func manage(by account: Place, key: Place, _ estate: inout EstateBuilder) {
    let home = Draft.Home()
    let type = "AWS::Organizations::Organization"
    guard let thing = named(account, types: ["AWS::Organizations::Account"], from: home, &estate)
    else { return }
    var root = drafts.firstIndex { $0.type == type }
    if root == nil {
      let draft = Draft(
        type: type,
        name: "root",
        address: "\(Self.address)/root",
        key: key,
        body: nil,
        home: home
      )
      root = add(draft, isNamed: true, &estate)
    }
    guard let root else { return }
    let value = DraftValue(.thing(thing), at: account)
    drafts[root].entries.append(DraftEntry("ManagementAccountId", key: key, value))
  }

  /// The nearest unit above a unit that is described, else the root.
  private func parent(ofUnit path: String) -> NamedThing? {
    var path = path[...]
    while let slash = path.lastIndex(of: "/") {
      path = path[..<slash]
      if let unit = names.thing(at: "\(Self.address)/units/\(path)") { return unit }
    }
    return names.thing(at: "\(Self.address)/root")
  }

  private mutating func connect(_ unit: Int, _ estate: inout EstateBuilder) {
    drafts[unit].skips.formUnion(Self.attachmentKeys)
    guard let body = drafts[unit].body else { return }
    for (key, value) in documents.entries(of: body) {
      switch documents.text(of: key) {
      case "accounts":
        for element in elements(of: value, "'accounts'", &estate) {
          move(element, into: unit, &estate)
        }
      case "policies":
        for element in elements(of: value, "'policies'", &estate) {
          attach(element, to: unit, key: key, &estate)
        }
      case let key where !drafts[unit].skips.contains(key) && key != Mark.maybe:
        if !catalogue.takes(key, type: drafts[unit].type) { isOrganizationUnread = true }
      default: break
      }
    }
  }

  private mutating func move(_ element: Place, into unit: Int, _ estate: inout EstateBuilder) {
    let type = "AWS::Organizations::Account"
    guard let thing = named(element, types: [type], from: Draft.Home(), &estate),
      let account = thing.home.account
    else { return }
    if let first = accounts[account].unit {
      report(
        "conflicting-value",
        "account '\(thing.name)' is in a unit already",
        at: element,
        related: [note("placed in '\(drafts[first.draft].name)' here", at: first.place)],
        &estate
      )
      return
    }
    accounts[account].unit = (unit, element)
  }

  private mutating func attach(
    _ element: Place,
    to unit: Int,
    key: Place,
    _ estate: inout EstateBuilder
  ) {
    let type = "AWS::Organizations::Policy"
    guard let thing = named(element, types: [type], from: Draft.Home(), &estate),
      case .draft(let policy) = thing.target,
      let target = names.thing(at: drafts[unit].address)
    else { return }
    let value = DraftValue(.list([DraftValue(.thing(target), at: element)]), at: element)
    drafts[policy].entries.append(DraftEntry("TargetIds", key: element, value))
  }

  /// Lays out the accounts themselves.
  mutating func completeAccounts(_ estate: inout EstateBuilder) {
    reportSharedIDs(&estate)
    for account in accounts {
      checkAccountName(of: account, &estate)
      guard let draft = account.draft else { continue }
      var entries = account.properties
      let name = DraftValue.text(account.name, at: account.key)
      entries.append(DraftEntry("AccountName", key: account.key, name))
      if let id = account.id { entries.append(DraftEntry("AccountId", key: id, .written(id))) }
      if let environment = account.environment {
        let tag = tag("Environment", .written(environment), at: environment)
        let tags = DraftValue(.list([tag]), at: environment)
        entries.append(DraftEntry("Tags", key: environment, tags))
      }
      if let (unit, place) = account.unit, let thing = names.thing(at: drafts[unit].address) {
        let value = DraftValue(.list([DraftValue(.thing(thing), at: place)]), at: place)
        entries.append(DraftEntry("ParentIds", key: place, value))
      } else if isOrganizationUnread {
        let subject = "the unit of account '\(account.name)'"
        let invalid = DraftValue(.invalid(subject), at: account.key)
        let value = DraftValue(.list([invalid]), at: account.key)
        entries.append(DraftEntry("ParentIds", key: account.key, value))
      }
      drafts[draft].entries = entries
    }
  }

  /// A stack stands in an account that is described, or that is named by its id.
  private func checkAccountName(of stack: DescribedAccount, _ estate: inout EstateBuilder) {
    guard let place = stack.account, account(named: place) == nil,
      ValueRules.accountIDProblem(documents.text(of: place)) != nil
    else { return }
    let types = ["AWS::Organizations::Account"]
    reportMissing(place, types: types, from: Draft.Home(), &estate)
  }

  private func reportSharedIDs(_ estate: inout EstateBuilder) {
    var first: [String: DescribedAccount] = [:]
    for account in accounts {
      guard let id = account.id else { continue }
      let text = documents.text(of: id)
      guard let other = first[text], let place = other.id else {
        first[text] = account
        continue
      }
      report(
        "duplicate-id",
        "accounts '\(other.name)' and '\(account.name)' have the same id",
        at: id,
        related: [note("the id of '\(other.name)'", at: place)],
        &estate
      )
    }
  }
}
