import Findings
import Infrastructure
import SourceText
import Testing
import Values

/// Units, policies and Control Tower.
struct OrganizationTests {
  let files: [(path: String, text: String)] = [
    (
      "platform/main.yaml",
      """
      lintel: platform/v1
      organization:
        root: {policies: [everywhere]}
        controlTower:
          landingZone: {version: "3.3", manifest: manifest.yaml}
          enabledControls:
            AWS-GR_ENCRYPTED_VOLUMES: {target: workloads/prod}
            arn:aws:controltower:eu-west-1::control/OTHER: {}
        units:
          workloads: {}
          workloads/prod: {accounts: [ml], policies: [everywhere, inline]}
          workloads/prod/eu: {tags: {Region: eu}}
          security/logs: {}
        policies:
          everywhere:
            type: service-control-policy
            document: ../policies/deny.json
          inline:
            type: SERVICE_CONTROL_POLICY
            description: One region only
            document: {Version: "2012-10-17", Statement: []}
            targets: [security/logs, ml, ou-ab12-cdefgh34]
          loose: {type: tag-policy, document: nowhere.json}
      accounts:
        ml: {id: "111122223333"}
      """
    ),
    ("policies/deny.json", #"{"Statement": [{"Effect": "Deny", "Action": "*"}]}"#),
    ("platform/manifest.yaml", "governedRegions: [eu-west-1]"),
  ]

  var reading: Reading { Reading(files: files) }

  @Test func unitsStandInTheNearestUnitThatIsDescribed() throws {
    let reading = reading
    let units = "organization/units"
    #expect(
      try reading.value("ParentId", of: "\(units)/workloads/prod/eu") == "->\(units)/workloads/prod"
    )
    #expect(try reading.value("ParentId", of: "\(units)/workloads/prod") == "->\(units)/workloads")
    #expect(
      try reading.value("ParentId", of: "\(units)/security/logs") == "->organization/root.RootId"
    )
    #expect(try reading.value("Name", of: "\(units)/security/logs") == "(logs)")
    #expect(try reading.resource("\(units)/workloads/prod").name == "workloads/prod")
    #expect(
      try reading.value("Tags", of: "\(units)/workloads/prod/eu") == "[{Key: Region, Value: eu}]"
    )
  }

  @Test func accountsArePlacedInUnits() throws {
    let unit = try reading.value("ParentIds", of: "ml")
    #expect(unit == "[->organization/units/workloads/prod]")
  }

  @Test func policiesKnowWhatTheyAreAttachedTo() throws {
    let reading = reading
    let policies = "organization/policies"
    #expect(
      try reading.value("TargetIds", of: "\(policies)/everywhere")
        == "[->organization/root.RootId, ->organization/units/workloads/prod]"
    )
    #expect(
      try reading.value("TargetIds", of: "\(policies)/inline")
        == "[->organization/units/workloads/prod, ->organization/units/security/logs, ->ml, "
        + "ou-ab12-cdefgh34]"
    )
    #expect(try reading.value("TargetIds", of: "\(policies)/loose") == nil)
    #expect(try reading.value("Type", of: "\(policies)/everywhere") == "SERVICE_CONTROL_POLICY")
    #expect(try reading.value("Type", of: "\(policies)/loose") == "TAG_POLICY")
  }

  @Test func aDocumentMayBeAFileBesideTheDescription() throws {
    let reading = reading
    let content = try reading.value("Content", of: "organization/policies/everywhere")
    #expect(content == "{Statement: [{Effect: Deny, Action: *}]}")
    let properties = try reading.resource("organization/policies/everywhere").properties
    let value = try #require(reading.estate.heap.lookup("Content", in: properties))
    #expect(reading.estate.span(of: value.origin)?.file == SourceID(1))
    let manifest = try reading.value("Manifest", of: "organization/controlTower/landingZone")
    #expect(manifest == "{governedRegions: [eu-west-1]}")
  }

  @Test func aDocumentThatIsNotThereIsUnknown() throws {
    let reading = reading
    #expect(reading.outlineOfDiagnostics == ["23: error missing-file"])
    #expect(reading.diagnostics.first.map(\.message) == "there is no file 'platform/nowhere.json'")
    #expect(try reading.value("Content", of: "organization/policies/loose") == "?external")
  }

  @Test func aDocumentThatCannotBeReadIsReportedAtItsPlace() throws {
    let reading = Reading(files: [
      (
        "main.yaml",
        """
        lintel: platform/v1
        accounts: {a: {buckets: {b: {policy: ./policy.json}, c: {policy: ./policy.json}}}}
        """
      ),
      ("policy.json", #"{"Statement": [}"#),
    ])
    #expect(reading.diagnostics.map(\.code) == ["json-syntax"])
    #expect(reading.diagnostics.first?.span?.file == SourceID(1))
    #expect(try reading.value("PolicyDocument", of: "a/buckets/c/policy") == "?external")
  }

  @Test func controlsAreNamedByTheirIdentifier() throws {
    let reading = reading
    let controls = "organization/controlTower/enabledControls"
    let identifier = try #require(
      try reading.value("ControlIdentifier", of: "\(controls)/AWS-GR_ENCRYPTED_VOLUMES")
    )
    #expect(identifier.hasSuffix("::control/AWS-GR_ENCRYPTED_VOLUMES"))
    #expect(
      try reading.value("TargetIdentifier", of: "\(controls)/AWS-GR_ENCRYPTED_VOLUMES")
        == "->organization/units/workloads/prod.Arn"
    )
    let other = "arn:aws:controltower:eu-west-1::control/OTHER"
    #expect(try reading.value("ControlIdentifier", of: "\(controls)/\(other)") == other)
  }

  @Test func membersOfAnOrganizationHaveToBeDescribed() {
    check(
      """
      lintel: platform/v1
      organization:
        units:
          prod: {accounts: [ml-prd], policies: [guard]}   # error: unresolved-reference; error: unresolved-reference
      accounts: {ml-prod: {}}
      """
    )
  }
}
