import Findings
import Foundation
import Infrastructure
import PlatformDescription
import SourceText
import Testing
import Values

/// What is described of an estate is read as the same estate.
struct DescribeTests {
  /// Writes an estate down and reads it again.
  private func again(_ reading: Reading, location: Testing.SourceLocation) -> Reading {
    let text = describe(reading.estate)
    let other = Reading(text)
    #expect(other.diagnostics.map(\.message) == [], "\(text)", sourceLocation: location)
    return other
  }

  private func expectIdentity(
    _ reading: Reading,
    location: Testing.SourceLocation = #_sourceLocation
  ) {
    let other = again(reading, location: location)
    let before = ModelOutline(reading.estate).resources
    let after = ModelOutline(other.estate).resources
    #expect(before.keys.sorted() == after.keys.sorted(), sourceLocation: location)
    for (address, outline) in before.sorted(by: { $0.key < $1.key }) {
      #expect(after[address] == outline, "\(address)", sourceLocation: location)
    }
  }

  @Test(arguments: Reading.descriptions)
  func aFixtureIsTheSameAfterwards(name: String) throws {
    expectIdentity(try Reading(fixture: name))
  }

  @Test(arguments: Reading.described)
  func whatWasDescribedOfTemplatesIsTheSameAfterwards(name: String) throws {
    let file = Reading.fixtures.appending(path: "described/\(name)")
    expectIdentity(Reading(try String(contentsOf: file, encoding: .utf8)))
  }

  @Test func everythingThatTheLanguageHasIsTheSameAfterwards() throws {
    expectIdentity(Reading(Self.everything))
  }

  @Test func whatIsWrittenTwiceIsWrittenTheSame() throws {
    let first = describe(Reading(Self.everything).estate)
    #expect(describe(Reading(first).estate) == first)
  }

  static let everything = """
    lintel: platform/v1
    complete: [network, identity]
    organization:
      managementAccount: main
      root: {policies: [guard]}
      units:
        workloads: {}
        workloads/prod: {accounts: [ml], policies: [guard, tags]}
      policies:
        guard: {type: service-control-policy, document: {Version: "2012-10-17", Statement: []}}
        tags: {type: tag-policy, document: {tags: {}}, tags: {Team: ml}}
      controlTower:
        landingZone: {}
        enabledControls: {AWS-GR_ENCRYPTED_VOLUMES: {target: workloads/prod}}
        enabledBaselines: {CentralizedSecurity: {target: workloads, baselineVersion: "4.0"}}
    accounts:
      main: {id: "999988887777", email: main@example.com, tags: {Cost: "12"}}
      ml:
        id: "111122223333"
        region: eu-west-1
        environment: prod
        open: [identity]
        complete: [monitoring]
        external:
          hub: {type: AWS::EC2::TransitGateway, unknown: [routes]}
          office: {type: AWS::EC2::VPNGateway, id: vgw-0a1b2c3d}
        transitGateways:
          own:
            description: "quotes \\" and: colons # and *stars*"
            routeTables: {main: {routes: {}}}
        elasticIps: [way-out]
        vpcs:
          ml:
            cidrBlock: 10.0.0.0/16
            internetGateways: [gateway]
            natGateways: {nat: {subnet: public, allocationId: way-out}}
            egressOnlyInternetGateways: [six]
            securityGroups:
              workers:
                description: Workers
                ingress:
                  - {protocol: tcp, port: 443, from: workers}
                  - {protocol: all, cidr: 10.0.0.0/16}
                  - {protocol: tcp, fromPort: 1, toPort: 65535, cidr: "fd00::/8"}
                egress: [{protocol: tcp, port: 443, cidr: 0.0.0.0/0}]
            routeTables:
              public:
                routes:
                  - {to: 0.0.0.0/0, via: gateway}
                  - {to: 10.8.0.0/16, via: hub}
                  - {to: 10.9.0.0/16, via: office}
                  - {to: pl-0a1b2c3d, via: own}
                  - {to: "::/0", via: six}
              private: {main: true, routes: [{to: 0.0.0.0/0, via: nat}]}
            subnets:
              public: {id: subnet-0a1b, cidrBlock: 10.0.0.0/24, availabilityZone: a, routeTable: public}
              private: {cidrBlock: 10.0.1.0/24, networkAcl: strict}
            networkAcls:
              strict:
                ingress:
                  - {number: 100, action: allow, protocol: tcp, cidr: 10.0.0.0/16, port: 443}
                egress: [{number: 100, action: allow, protocol: all, cidr: 0.0.0.0/0}]
            endpoints:
              s3: {type: Gateway, routeTables: [private]}
              sagemaker.notebook: {subnets: [private], securityGroups: [workers]}
            flowLogs: {all: {trafficType: ALL, logGroup: flows}}
        logGroups: [flows]
        keys:
          data: {enableKeyRotation: true, aliases: {main: {}}}
        buckets:
          features: {key: data, publicAccessBlock: true, classification: restricted}
          open: {publicAccessBlock: {blockPublicAcls: true}, policy: {Statement: []}}
          named: {bucketName: other-name, key: alias/aws/s3}
        roles:
          trainer:
            trusts: [sagemaker.amazonaws.com]
            allows: [{actions: [s3:GetObject], resources: [features/*, features]}]
            denies: [{actions: ["*"], resources: [arn:aws:s3:::x], conditions: {Bool: {a: "true"}}}]
            boundary: limits
            managedPolicies: [arn:aws:iam::aws:policy/ReadOnlyAccess, limits]
          guest: {trusts: [main, {principal: trainer, actions: sts:TagSession}]}
        managedPolicies:
          limits: {allows: [{actions: ["s3:*"], notResources: ["*"]}]}
        notebooks:
          lab:
            instanceType: ml.t3.large
            subnet: private
            role: trainer
            key: data
            lifecycleConfigName: start
        domains:
          studio:
            vpc: ml
            subnets: [private]
            defaultUserSettings: {executionRole: trainer, securityGroups: [workers]}
            userProfiles: {anna: {}}
        trainingJobs:
          fraud: {vpc: ml, subnets: [private], volumeKey: data, instanceCount: 2}
          later: {role: {$unknown: who decides}, $maybe: the budget is granted}
        models:
          fraud:
            primaryContainer:
              image: {$text: [{$own: account}, .dkr.ecr., {$own: region}, .amazonaws.com/fraud]}
        endpointConfigs:
          fraud: {productionVariants: [{variantName: a, modelName: fraud}]}
        endpoints: {fraud: {endpointConfigName: fraud}}
        resources:
          raw: {type: AWS::Glue::Crawler, command: {name: x, numbers: [1, 1.5, true, null, "1"]}}
          policy: {$type: AWS::Organizations::Policy, type: TAG_POLICY, content: {a: {$ref: ml/keys/data}}}
      blank: {}
    stacks:
      shared:
        account: main
        names: generated
        roles: {deploy: {trusts: [codepipeline.amazonaws.com]}}
        buckets: {artifacts: {}}
    expect:
      - {from: ml/trainingJobs/*, to: internet, is: unreachable}
      - {from: lab, to: s3, is: reachable}
      - {from: lab, to: ml/buckets/features, is: reachable}
      - {principal: trainer, action: s3:GetObject, resource: features/*, is: allowed}
    """
}

extension DescribeTests {
  @Test func aClaimKeepsTheKeysOfItsRequest() {
    let reading = Reading(
      """
      lintel: platform/v1
      accounts: {a: {roles: [r]}}
      expect:
        - principal: r
          action: iam:PassRole
          resource: r
          with: {iam:PassedToService: sagemaker.amazonaws.com, "aws:PrincipalTag/team": ["true", b]}
          is: allowed
      """
    )
    #expect(reading.diagnostics.isEmpty)
    let again = Reading(describe(reading.estate))
    #expect(again.diagnostics.isEmpty)
    #expect(ModelOutline(again.estate).resources == ModelOutline(reading.estate).resources)
    #expect(
      ModelOutline(reading.estate).resources.values.contains { $0.contains("PassedToService") }
    )
  }
}
