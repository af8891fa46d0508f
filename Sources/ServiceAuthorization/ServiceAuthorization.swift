/// What AWS documents of the actions of its services: access levels, resource types, condition keys,
/// dependent actions and roles. Nothing is read before it is asked for.
///
/// Source: the Service Authorization Reference, by way of the packages that ``origin`` names.
package struct ServiceAuthorization: Sendable {
  /// What is inside the executable.
  package static let builtIn = ServiceAuthorization()

  let tables = EmbeddedTables()

  private init() {}

  /// The day that the reference is of: `2026-10-27`.
  package var date: String { tables.text(tables[.date]) }

  /// The versions of the packages that it was read from.
  package var origin: String { tables.text(tables[.origin]) }

  /// FNV-1a over the files that the tables were written by.
  package var digest: UInt64 {
    UInt64(tables[.digestHigh]) << 32 | UInt64(tables[.digestLow])
  }
}

// MARK: - Services

extension ServiceAuthorization {
  /// All services, by prefix.
  package var services: [ServiceID] {
    (0..<tables[.serviceCount]).map { ServiceID(rawValue: UInt16($0)) }
  }

  /// The service whose actions begin with a prefix such as `s3`, whatever its case.
  package func service(named prefix: some StringProtocol) -> ServiceID? {
    service(named: Array(prefix.utf8)[...])
  }

  func service(named prefix: ArraySlice<UInt8>) -> ServiceID? {
    let place = search(0..<tables[.serviceCount]) {
      tables.order(text: serviceRow($0), against: prefix)
    }
    return place.map { ServiceID(rawValue: UInt16($0)) }
  }

  /// The prefix: `sagemaker`.
  package func prefix(of service: ServiceID) -> String {
    tables.text(serviceRow(Int(service.rawValue)))
  }

  /// The name that AWS gives to the service: `Amazon SageMaker`.
  package func title(of service: ServiceID) -> String {
    tables.text(serviceRow(Int(service.rawValue), column: 1))
  }

  /// All actions of a service, those of the past among them.
  package func actions(of service: ServiceID) -> ActionSet {
    ActionSet(rows(of: service, column: 2))
  }

  /// The resource types of a service.
  package func resourceTypes(of service: ServiceID) -> [ResourceKind] {
    rows(of: service, column: 3).map { resourceKind($0, isRequired: false) }
  }

  /// The condition keys that some action of a service supports, beside those that all services do.
  package func conditionKeys(of service: ServiceID) -> [ConditionKey] {
    rows(of: service, column: 4).map { conditionKey(.keys, $0) }
  }

  /// Whether the reference has a key of a service, and gives it to some action.
  package func isGiven(_ key: some StringProtocol, by service: ServiceID) -> Bool {
    let key = Array(key.utf8)
    return rows(of: service, column: 4).contains { row in
      tables.short(.keys, row * 2 + 1) & 16 != 0
        && tables.covers(text: tables.short(.keys, row * 2), key[...])
    }
  }

  /// The condition keys of requests to every service.
  package var globalConditionKeys: [ConditionKey] {
    (0..<tables[.globalKeyCount]).map { conditionKey(.globalKeys, $0) }
  }
}

// MARK: - Tables

extension ServiceAuthorization {
  private func serviceRow(_ service: Int, column: Int = 0) -> Int {
    tables.short(.services, service * 5 + column)
  }

  func rows(of service: ServiceID, column: Int) -> Range<Int> {
    let place = Int(service.rawValue)
    return serviceRow(place, column: column)..<serviceRow(place + 1, column: column)
  }

  func resourceKind(_ row: Int, isRequired: Bool) -> ResourceKind {
    ResourceKind(
      name: tables.text(tables.short(.resourceTypes, row * 3)),
      arn: tables.text(tables.short(.resourceTypes, row * 3 + 1)),
      isRequired: isRequired
    )
  }

  func conditionKey(_ table: EmbeddedTables.Header, _ row: Int) -> ConditionKey {
    let kind = tables.short(table, row * 2 + 1)
    return ConditionKey(
      name: tables.text(tables.short(table, row * 2)),
      kind: ConditionKey.Kind(rawValue: kind & 15) ?? .string
    )
  }

  /// Finds the row for which `order` is zero, among rows in ascending order.
  func search(_ rows: Range<Int>, _ order: (Int) -> Int) -> Int? {
    var low = rows.lowerBound
    var high = rows.upperBound
    while low < high {
      let middle = (low + high) / 2
      let sign = order(middle)
      if sign == 0 { return middle }
      if sign < 0 { low = middle + 1 } else { high = middle }
    }
    return nil
  }
}
