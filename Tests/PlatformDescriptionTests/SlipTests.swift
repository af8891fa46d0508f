import Findings
import Infrastructure
import Testing

/// What a slip leaves unread is neither taken for said nor for left out, and what follows from it is not
/// reported a second time.
struct SlipTests {
  private func outlines(_ reading: Reading) -> [String] {
    reading.diagnostics.map { "\($0.message) · \($0.help ?? "")" }
  }

  @Test func aPropertyWhoseKeyIsMisspeltIsUnknown() throws {
    let reading = check(
      """
      lintel: platform/v1
      accounts:
        a:
          vpcs:
            v:
              subnets: {s: {routeTabel: t}}   # error: unknown-key
              routeTables: {t: {rotes: []}}   # error: unknown-key
          buckets: {b: {publicAcessBlock: true, encryption: aws:kms}}   # error: unknown-key; error: unknown-key
          roles: {r: {alows: [], denies: [{actions: ["*"], resources: ["*"]}]}}   # error: unknown-key
          notebooks: {n: {directInternetAcess: Disabled, subnet: s, subnetIdd: s}}   # error: unknown-key; error: unknown-key
      """
    )
    #expect(
      try reading.value("RouteTableId", of: "a/vpcs/v/subnets/s/routeTabel") == "?invalid-value"
    )
    let routes = "a/vpcs/v/routeTables/t/routes"
    #expect(try reading.value("GatewayId", of: routes) == "?invalid-value")
    #expect(
      try reading.value("PublicAccessBlockConfiguration", of: "a/buckets/b") == "?invalid-value"
    )
    #expect(try reading.value("BucketEncryption", of: "a/buckets/b") == "?invalid-value")
    #expect(try reading.value("DirectInternetAccess", of: "a/notebooks/n") == "?invalid-value")
    #expect(try reading.value("SubnetId", of: "a/notebooks/n") == "->a/vpcs/v/subnets/s")
    let policies = try #require(try reading.value("Policies", of: "a/roles/r"))
    #expect(policies.contains("?invalid-value") && policies.contains("Deny"))
  }

  @Test func anObjectWithAStrangeKeyIsUnknown() throws {
    let reading = check(
      """
      lintel: platform/v1
      accounts:
        a:
          vpcs:
            v:
              securityGroups:
                g: {egress: [{protocol: tcp, port: 443, whither: s3}, {protocol: all, cidr: 0.0.0.0/0}]}   # error: unknown-key
      """
    )
    let egress = try reading.value("SecurityGroupEgress", of: "a/vpcs/v/securityGroups/g")
    #expect(egress?.hasPrefix("[?invalid-value, {") == true)
  }

  @Test func aCollectionThatIsMisspeltIsReadNonetheless() throws {
    let reading = check(
      """
      lintel: platform/v1
      accounts:
        a:
          vpcs:
            v:
              subnts: {s: {}}   # error: unknown-key
          notebookInstances: {n: {subnet: s, role: r}}   # error: unknown-key
          iamRoles: [r]   # error: unknown-key
      """
    )
    #expect(try reading.value("SubnetId", of: "a/notebooks/n") == "->a/vpcs/v/subnets/s")
  }

  @Test func aSectionThatIsMisspeltIsReadNonetheless() throws {
    let reading = check(
      """
      lintel: platform/v1
      organisation: {units: {u: {accounts: [a]}}}   # error: unknown-key
      acounts: {a: {}}   # error: unknown-key
      """
    )
    #expect(try reading.value("ParentIds", of: "a") == "[->organization/units/u]")
  }

  @Test func aCollectionThatIsIndentedTooFarIsNamed() throws {
    let reading = check(
      """
      lintel: platform/v1
      accounts:
        a:
          buckets:
            features: {publicAccessBlock: true}
            models: {key: data}
            roles:   # error: misplaced-collection
              trainer: {trusts: [sagemaker.amazonaws.com]}
          keys: [data]
          notebooks: {n: {role: trainer}}
      """
    )
    #expect(
      outlines(reading) == [
        "bucket 'roles' has the name of a collection of an account, and holds what looks like one"
          + " · is it indented too far?"
      ]
    )
    #expect(!reading.addresses.contains("a/buckets/roles"))
    #expect(try reading.value("RoleArn", of: "a/notebooks/n") == "->a/roles/trainer.Arn")
  }

  @Test func aCollectionThatIsIndentedTooLittleIsNamedWithTheAccountBefore() throws {
    let reading = check(
      """
      lintel: platform/v1
      accounts:
        a:
          id: "111122223333"
        buckets:   # error: misplaced-collection
          features: {key: data}
      keys:   # error: misplaced-collection
        data: {}
      """
    )
    #expect(reading.diagnostics.allSatisfy { $0.related.count == 1 })
    #expect(reading.addresses == ["a", "a/buckets/features", "a/keys/data"])
  }

  @Test func nestedUnitsAreWrittenBesideEachOther() throws {
    let reading = check(
      """
      lintel: platform/v1
      organization:
        units:
          workloads:
            units: {development: {accounts: [a]}}   # error: unknown-key
        policies: {p: {type: service-control-policy, document: {Statement: []}}}
      accounts: {a: {}}
      """
    )
    #expect(
      outlines(reading) == [
        "'units' is no key of a unit · units are not nested: write 'workloads/development' beside"
          + " 'workloads'"
      ]
    )
    #expect(try reading.value("ParentIds", of: "a") == "[?invalid-value]")
    #expect(try reading.value("TargetIds", of: "organization/policies/p") == "[?invalid-value]")
  }

  @Test func aUnitWhosePathIsMisspeltIsAnError() throws {
    let reading = check(
      """
      lintel: platform/v1
      organization:
        units:
          workloads: {}
          worklods/production: {accounts: [a]}   # error: unresolved-reference
          sandboxes/one: {}
      accounts: {a: {}}
      """
    )
    #expect(
      outlines(reading) == [
        "unit 'worklods' is not described · did you mean 'workloads/production'?"
      ]
    )
  }

  @Test(arguments: [
    ("notebookInstances: {}", "did you mean 'notebooks'?"),
    ("keys: {k: {wibble: 1}}", "'lintel explain keys' lists its keys"),
    ("wibble: 1", "'lintel explain collections' lists what it holds"),
    (
      "pipelines: {p: {steps: []}}",
      "name the JSON file that holds them: 'pipelineDefinition: FILE.json'"
    ),
    ("trainingJobs: {t: {image: x}}", "write 'algorithmSpecification: {trainingImage: …}'"),
    ("trainingJobs: {t: {volumeSize: 30}}", "did you mean 'volumeSizeInGB'?"),
    (
      "vpcs: {v: {securityGroups: {g: {ingress: [{protocol: tcp, port: 0-65535}]}}}}",
      "write 'fromPort: 0' and 'toPort: 65535'"
    ),
    (
      "monitoringSchedules: {m: {monitoringScheduleConfig: {monitoringJobDefinition: x}}}",
      "write 'monitoringJobDefinitionName: x'"
    ),
    ("buckets: {b: {versioningConfiguration: {wibble: x}}}", "it takes status"),
  ])
  func helpSaysWhatToWrite(entry: String, help: String) {
    let reading = Reading("lintel: platform/v1\naccounts:\n  a:\n    \(entry)\n")
    #expect(reading.diagnostics.first?.help == help)
    #expect(reading.errors.count == 1)
  }

  @Test func namesMayStandInAFileThatCannotBeRead() {
    let text = """
      lintel: platform/v1
      accounts: {a: {notebooks: {n: {role: trainer, subnet: s}}, roles: [trainers]}}
      """
    let whole = Reading(text)
    #expect(whole.errors.count == 2)
    let part = Reading(text, unread: ["dev.yaml"])
    #expect(part.errors.map(\.help) == ["did you mean 'trainers'?"])
  }

  @Test func absenceProvesNothingWhereAFileCannotBeRead() {
    let text = "lintel: platform/v1\ncomplete: [organization]\naccounts: {a: {}}\n"
    #expect(Reading(text).estate.holdsTheOrganization)
    #expect(!Reading(text, unread: ["dev.yaml"]).estate.holdsTheOrganization)
  }

  @Test func anAccountIDWithoutQuotesIsANumberToOthers() {
    check(
      """
      lintel: platform/v1
      accounts:
        a: {id: 111122223333}   # warning: unquoted-id
        b: {id: "033333333333"}
        c: {id: 022222222222}   # warning: unquoted-id
      """
    )
    #expect(
      Reading("lintel: platform/v1\naccounts: {c: {id: 022222222222}}\n").diagnostics.map(\.message)
        == [
          "account id 022222222222 has no quotes: YAML 1.1 takes it for an octal number, and so"
            + " another one"
        ]
    )
  }

  @Test func whatAWSGivesToAllAccountsHasOneIdInEach() {
    check(
      """
      lintel: platform/v1
      accounts:
        a: {external: {s3: {type: AWS::EC2::PrefixList, id: pl-6da54004}}}
        b:
          external:
            s3: {type: AWS::EC2::PrefixList, id: pl-6da54004}
            again: {type: AWS::EC2::PrefixList, id: pl-6da54004}   # error: duplicate-id
      """
    )
  }
}
