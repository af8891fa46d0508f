import Findings
import Infrastructure
import SourceText
import Testing
import Values

/// Every mistake of a description is reported, at the token, in one run. The comments of each
/// description are all the diagnostics that it has.
struct DiagnosticTests {
  @Test func unknownKeysAreErrorsAtTheirPlace() {
    check(
      """
      lintel: platform/v1
      acounts: {}   # error: unknown-key
      organization:
        unit: {}   # error: unknown-key
        controlTower: {landingzone: {}}   # error: unknown-key
        units:
          prod: {acounts: []}   # error: unknown-key
      accounts:
        a:
          regoin: eu-west-1   # error: unknown-key
          notebook: {}   # error: unknown-key
          vpcs:
            ml:
              cidrblock: 10.0.0.0/16   # error: unknown-key
              subnets:
                a: {mapPublicIp: true}   # error: unknown-key
              routeTables:
                t: {routes: [{to: 10.0.0.0/8, through: local, via: local}]}   # error: unknown-key
              securityGroups:
                s: {ingress: [{protocol: tcp, prot: 443}]}   # error: unknown-key
          roles:
            r:
              allows: [{action: s3:GetObject, actions: [s3:*], resources: ["*"]}]   # error: unknown-key
              trusts: [{principal: "*", condition: {}}]   # error: unknown-key
          trainingJobs:
            t: {resourceConfig: {instanceTyp: ml.m5.large}}   # error: unknown-key
          external:
            e: {type: AWS::EC2::VPC, cidrBlock: 10.0.0.0/16}   # error: unknown-key
      """
    )
  }

  @Test func anUnknownKeyComesWithWhatWasProbablyMeant() throws {
    let reading = Reading(
      """
      lintel: platform/v1
      accounts:
        a:
          notebok: {}
          notebooks: {n: {SubnetId: x, directInternetAcess: Disabled, secretKey: a}}
          domains: {d: {domainId: d-1}}
      """
    )
    let outlines = reading.diagnostics.map { "\($0.message) · \($0.help ?? "")" }
    #expect(
      outlines == [
        "'notebok' is no key of an account · did you mean 'notebooks'?",
        "'SubnetId' is no key of AWS::SageMaker::NotebookInstance · did you mean 'subnetId'?",
        "'directInternetAcess' is no key of AWS::SageMaker::NotebookInstance"
          + " · did you mean 'directInternetAccess'?",
        "'secretKey' is no key of AWS::SageMaker::NotebookInstance"
          + " · 'lintel explain notebooks' lists its keys",
        "'domainId' of AWS::SageMaker::Domain is set by AWS, not written · ",
      ]
    )
  }

  @Test func aValueOfTheWrongTypeIsReportedAtTheValue() throws {
    let reading = check(
      """
      lintel: platform/v1
      complete: network   # error: wrong-type
      organization: [units]   # error: wrong-type
      accounts:
        a:
          id: [1]   # error: wrong-type
          environment: {prod: true}   # error: wrong-type
          vpcs:
            ml:
              cidrBlock: [10.0.0.0/16]   # error: wrong-type
              enableDnsSupport: "true"   # error: wrong-type
              enableDnsHostnames: yes   # error: wrong-type
              subnets: {a: 10.0.1.0/24}   # error: wrong-type
              routeTables: {t: {routes: {to: 0.0.0.0/0}}}   # error: wrong-type
              endpoints: {s3: {routeTables: t}}   # error: wrong-type
              securityGroups: {s: {ingress: [443]}}   # error: wrong-type
          keys: {k: {pendingWindowInDays: "7", description: ~}}   # error: wrong-type; error: wrong-type
          roles:
            r: {trusts: sagemaker.amazonaws.com, allows: [s3:GetObject]}   # error: wrong-type; error: wrong-type
          trainingJobs:
            t:
              vpcConfig: [a]   # error: wrong-type
              resourceConfig: {volumeSizeInGB: 1.5}   # error: wrong-type
          buckets: {b: {policy: public}}   # error: wrong-type
          notebooks: 7   # error: wrong-type
      """
    )
    #expect(try reading.value("EnableDnsSupport", of: "a/vpcs/ml") == "?invalid-value")
    let help = reading.diagnostics.compactMap(\.help)
    #expect(help.contains("write [t]"))
  }

  @Test func aValueThatItsPropertyCannotHaveIsReported() throws {
    let reading = check(
      """
      lintel: platform/v1
      complete: [networks]   # error: invalid-value
      accounts:
        a:
          id: "12345"   # error: invalid-value
          region: europe   # error: invalid-value
          vpcs:
            ml:
              cidrBlock: 10.0.0.0   # error: invalid-value
              subnets:
                a: {cidrBlock: 10.0.0.300/24}   # error: invalid-value
                b: {ipv6CidrBlock: 10.0.0.0/24}   # error: invalid-value
              routeTables:
                t: {routes: [{to: 10.0.0.0/33, via: local}]}   # error: invalid-value
              securityGroups:
                s:
                  ingress:
                    - {protocol: tcp, port: 65536, cidr: 10.0.0.0/8}   # error: invalid-value
                    - {protocol: tcp, port: 443, from: 10.0.0.0/8}   # error: invalid-value
          domains:
            d: {appNetworkAccessType: VpcOnyl}   # error: invalid-value
          notebooks:
            n:
              instanceType: ml.t9.large   # warning: invalid-value
              directInternetAccess: disabled   # error: invalid-value
              role: arn:aws:iam   # error: invalid-value
          resources:
            x: {type: AWS::S3::Buckte}   # error: invalid-value
            y: {type: bucket}   # error: invalid-value
      organization:
        policies:
          p: {type: service-controll-policy}   # error: invalid-value
      """
    )
    #expect(try reading.value("AppNetworkAccessType", of: "a/domains/d") == "?invalid-value")
    #expect(try reading.value("InstanceType", of: "a/notebooks/n") == "ml.t9.large")
    let help = reading.diagnostics.compactMap(\.help)
    #expect(help.contains("did you mean 'VpcOnly'?"))
    #expect(help.contains("did you mean 'Disabled'?"))
    #expect(help.contains("write 'cidr: 10.0.0.0/8'"))
    #expect(help.contains("did you mean 'AWS::S3::Bucket'?"))
  }

  @Test func whatIsMissingIsReportedWhereItShouldBe() {
    check(
      """
      lintel: platform/v1
      organization:
        policies:
          p: {document: {}}   # error: missing-key
      accounts:
        a:
          vpcs:
            ml:
              routeTables:
                t: {routes: [{via: local}, {to: 10.0.0.0/8}]}   # error: missing-key; error: missing-key
              networkAcls: {n: {ingress: [{action: allow}]}}   # error: missing-key
          roles:
            r:
              allows: [{actions: ["s3:*"]}, {resources: ["*"]}]   # error: missing-key; error: missing-key
              trusts: [{conditions: {}}]   # error: missing-key
          resources: {x: {tags: {}}}   # error: missing-key
      """
    )
  }

  @Test func whatIsSaidTwiceIsReportedWithTheFirstPlace() throws {
    let reading = check(
      """
      lintel: platform/v1
      organization:
        units:
          x: {accounts: [a]}
          y: {accounts: [a]}   # error: conflicting-value
      accounts:
        a: {id: "111111111111"}
        b: {id: "111111111111"}   # error: duplicate-id
        c:
          notebooks:
            n: {kmsKeyId: alias/x, key: alias/y}   # error: duplicate-key
          trainingJobs:
            t: {volumeKey: alias/x, resourceConfig: {key: alias/x, volumeKmsKeyId: alias/y}}   # error: duplicate-key; error: unknown-key
          roles:
            r: {managedPolicies: [], managedPolicyArns: []}
          vpcs:
            v: {routeTables: {t: {routes: [{to: 10.0.0.0/8, via: local}, {to: 10.0.0.0/8, via: local}]}}}   # error: duplicate-name
      """
    )
    #expect(reading.diagnostics.allSatisfy { $0.code == "unknown-key" || $0.related.count == 1 })
  }

  @Test func anotherVersionIsNotRead() {
    check("lintel: platform/v2   # error: unsupported-version")
  }

  @Test func aTagOfYAMLMeansNothing() throws {
    let reading = check(
      """
      lintel: platform/v1
      accounts:
        a:
          vpcs: {ml: {cidrBlock: !Ref Block}}   # error: unexpected-tag
      """
    )
    #expect(try reading.value("CidrBlock", of: "a/vpcs/ml") == "?invalid-value")
  }

  @Test func aKeyThatIsNoTextIsReported() {
    check(
      """
      lintel: platform/v1
      accounts:
        a:
          buckets:
            ? [b]   # error: wrong-type
            : {}
      """
    )
  }

  @Test func aSecondDocumentIsReported() {
    check(
      """
      lintel: platform/v1
      ---
      lintel: platform/v1   # error: multiple-documents
      """
    )
  }

  @Test func valuesThatExpandWithoutEndAreCut() throws {
    var lines = ["lintel: platform/v1", "accounts:", "  a:", "    resources:"]
    lines.append("      r0: {type: X::Y::Z, list: &a0 [x, x, x, x, x, x, x, x, x, x]}")
    for level in 1...12 {
      let aliases = [String](repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      lines.append("      r\(level): {type: X::Y::Z, list: &a\(level) [\(aliases)]}")
    }
    let reading = Reading(lines.joined(separator: "\n"))
    #expect(reading.diagnostics.map(\.code) == ["too-large"])
    #expect(reading.estate.resources.count == 14)
  }

  @Test func resourcesThatExpandWithoutEndAreCut() {
    var lines = ["lintel: platform/v1", "accounts:", "  a:", "    vpcs:"]
    lines.append("      v0: &v {subnets: {s0: &s {}, \(names("s", "*s"))}}")
    lines.append("      ? v1\n      : *v")
    for index in 2..<400 { lines.append("      v\(index): *v") }
    let reading = Reading(lines.joined(separator: "\n"))
    #expect(reading.diagnostics.map(\.code) == ["too-large"])
    #expect(reading.estate.resources.count < 50_000)
  }

  private func names(_ prefix: String, _ alias: String) -> String {
    (1..<400).map { "\(prefix)\($0): \(alias)" }.joined(separator: ", ")
  }

  @Test func deepValuesAreCut() {
    var text = "lintel: platform/v1\naccounts: {a: {resources: {r: {type: X::Y::Z, list: "
    text += String(repeating: "[", count: 150) + String(repeating: "]", count: 150) + "}}}}"
    #expect(Reading(text).diagnostics.map(\.code) == ["nesting-too-deep"])
  }
}
