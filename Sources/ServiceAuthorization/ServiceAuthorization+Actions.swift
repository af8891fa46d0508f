extension ServiceAuthorization {
  /// All actions of all services.
  package var actions: ActionSet { ActionSet(0..<tables[.actionCount]) }

  /// The action that a text such as `s3:GetObject` names, whatever its case; nil for patterns.
  package func action(named text: some StringProtocol) -> ActionID? {
    let bytes = Array(text.utf8)
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")),
      let service = service(named: bytes[..<colon])
    else { return nil }
    let name = bytes[(colon + 1)...]
    let row = search(rows(of: service, column: 2)) {
      tables.order(text: nameText($0), against: name)
    }
    return row.map { ActionID(rawValue: UInt16($0)) }
  }

  /// The actions that a pattern such as `s3:Get*` covers.
  ///
  /// The letters before the first wildcard are looked up; only what begins with them is compared.
  package func actions(matching pattern: some StringProtocol) -> ActionSet {
    let bytes = Array(pattern.utf8)
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else {
      return bytes.allSatisfy { $0 == UInt8(ascii: "*") } && !bytes.isEmpty ? actions : ActionSet()
    }
    let name = bytes[(colon + 1)...]
    guard bytes[..<colon].contains(where: Self.isWildcard) else {
      guard let service = service(named: bytes[..<colon]) else { return ActionSet() }
      return actions(of: service, matching: name)
    }
    var result = ActionSet()
    for service in services where CaselessPattern.covers(bytes[..<colon], utf8(of: service)) {
      result = result.union(actions(of: service, matching: name))
    }
    return result
  }

  private static func isWildcard(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "*") || byte == UInt8(ascii: "?")
  }

  private func utf8(of service: ServiceID) -> [UInt8] { Array(prefix(of: service).utf8) }

  private func actions(of service: ServiceID, matching name: ArraySlice<UInt8>) -> ActionSet {
    let wildcard = name.firstIndex(where: Self.isWildcard) ?? name.endIndex
    let head = name[..<wildcard]
    let rows = rows(of: service, column: 2)
    let first = boundary(rows) { tables.order(text: nameText($0), against: head) < 0 }
    var after = boundary(first..<rows.upperBound) { beginsWith(head, $0) }
    if wildcard == name.endIndex {
      let isThere = first < after && tables.order(text: nameText(first), against: head) == 0
      return isThere ? ActionSet(first..<first + 1) : ActionSet()
    }
    if name[wildcard...].allSatisfy({ $0 == UInt8(ascii: "*") }) { return ActionSet(first..<after) }
    var result = ActionSet()
    after = max(first, after)
    for row in first..<after where tables.covers(name, text: nameText(row)) { result.append(row) }
    return result
  }

  /// The first of some rows for which `isBefore` does not hold; it holds for none behind it.
  private func boundary(_ rows: Range<Int>, _ isBefore: (Int) -> Bool) -> Int {
    var low = rows.lowerBound
    var high = rows.upperBound
    while low < high {
      let middle = (low + high) / 2
      if isBefore(middle) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func beginsWith(_ head: ArraySlice<UInt8>, _ row: Int) -> Bool {
    tables.covers(head + [UInt8(ascii: "*")], text: nameText(row))
  }

  private func nameText(_ row: Int) -> Int { tables.short(.actions, row * 4) }
}

// MARK: - One action

extension ServiceAuthorization {
  /// `s3:GetObject`
  package func name(of action: ActionID) -> String {
    "\(prefix(of: service(of: action))):\(tables.text(nameText(Int(action.rawValue))))"
  }

  package func service(of action: ActionID) -> ServiceID {
    let row = Int(action.rawValue)
    let next = boundary(0..<tables[.serviceCount]) {
      tables.short(.services, $0 * 5 + 2) <= row
    }
    return ServiceID(rawValue: UInt16(next - 1))
  }

  /// The services that have some of the actions, in order, each once.
  package func services(of actions: ActionSet) -> [ServiceID] {
    var services: [ServiceID] = []
    for range in actions.ranges {
      var row = range.lowerBound
      while row < range.upperBound {
        let service = service(of: ActionID(rawValue: UInt16(row)))
        if services.last != service { services.append(service) }
        row = rows(of: service, column: 2).upperBound
      }
    }
    return services
  }

  package func level(of action: ActionID) -> AccessLevel {
    AccessLevel(rawValue: field(1, of: action) & 7) ?? .unknown
  }

  /// Whether the reference of ``date`` has the action. Of one that it no longer has, neither resource
  /// types nor condition keys are known.
  package func isCurrent(_ action: ActionID) -> Bool {
    field(1, of: action) & 8 == 0
  }

  /// The resource types that an action works on. Empty for one that supports `*` alone, and for one
  /// that is not current.
  package func resourceTypes(of action: ActionID) -> [ResourceKind] {
    let first = rows(of: service(of: action), column: 3).lowerBound
    return tables.run(field(2, of: action)).map {
      resourceKind(first + $0 >> 1, isRequired: $0 & 1 == 1)
    }
  }

  /// The condition keys that an action supports beside the global ones: its own, and those of the
  /// resource types that it works on.
  package func conditionKeys(of action: ActionID) -> [ServiceConditionKey] {
    let service = service(of: action)
    let firstType = rows(of: service, column: 3).lowerBound
    let firstKey = rows(of: service, column: 4).lowerBound
    var keys = Set(tables.run(field(3, of: action)))
    for resource in tables.run(field(2, of: action)) {
      keys.formUnion(tables.run(tables.short(.resourceTypes, (firstType + resource >> 1) * 3 + 2)))
    }
    return keys.sorted().map { conditionKey(.keys, firstKey + $0) }
  }

  /// Whether ``conditionKeys(of:)`` has a key that a condition names.
  package func supports(_ key: some StringProtocol, _ action: ActionID) -> Bool {
    let service = service(of: action)
    let firstType = rows(of: service, column: 3).lowerBound
    let firstKey = rows(of: service, column: 4).lowerBound
    let name = Array(key.utf8)
    let runs = tables.run(field(2, of: action)).map { resource in
      tables.short(.resourceTypes, (firstType + resource >> 1) * 3 + 2)
    }
    return ([field(3, of: action)] + runs).contains { run in
      tables.run(run).contains {
        tables.covers(text: tables.short(.keys, (firstKey + $0) * 2), name[...])
      }
    }
  }

  /// The actions that somebody needs as well to call an action with all that it offers.
  package func dependents(of action: ActionID) -> [ActionID] {
    let row = search(0..<tables[.dependentCount]) {
      tables.short(.dependents, $0 * 2) - Int(action.rawValue)
    }
    guard let row else { return [] }
    return tables.run(tables.short(.dependents, row * 2 + 1)).map {
      ActionID(rawValue: UInt16($0))
    }
  }

  private func field(_ column: Int, of action: ActionID) -> Int {
    tables.short(.actions, Int(action.rawValue) * 4 + column)
  }
}

// MARK: - Roles

extension ServiceAuthorization {
  /// The actions whose requests carry a role, in their order.
  package var actionsThatTakeRoles: [ActionID] {
    (0..<tables[.roleUseCount]).map { ActionID(rawValue: UInt16(tables.short(.roleUses, $0 * 4))) }
  }

  /// What becomes of the role that a request for an action carries; nil if it carries none.
  package func roleUse(of action: ActionID) -> RoleUse? {
    let row = search(0..<tables[.roleUseCount]) {
      tables.short(.roleUses, $0 * 4) - Int(action.rawValue)
    }
    guard let row else { return nil }
    return RoleUse(
      kind: RoleUse.Kind(rawValue: tables.short(.roleUses, row * 4 + 1)) ?? .none,
      principals: tables.run(tables.short(.roleUses, row * 4 + 2)).map(tables.text),
      members: tables.run(tables.short(.roleUses, row * 4 + 3)).map(tables.text)
    )
  }
}
