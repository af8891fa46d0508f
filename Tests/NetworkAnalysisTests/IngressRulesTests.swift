import Infrastructure
import NetworkAnalysis
import TemplateEstates
import Testing
import Values

/// Which inbound rules let the whole internet in.
@Suite struct IngressRulesTests {
  /// `true`, `false` or the reason why it is unknown, for each rule of a group.
  private func everyone(_ rules: [String], resources: String = "") -> [String] {
    let template = TemplateEstate(
      """
      Parameters:
        Open: {Type: String}
      Resources:
        Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
        Group:
          Type: AWS::EC2::SecurityGroup
          Properties:
            SecurityGroupIngress:
      \(rules.map { "        - \($0)" }.joined(separator: "\n"))
      \(resources.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n"))
      """
    )
    guard let id = template.id("Group") else { return [] }
    var context = template.context
    let found = IngressRules.rules(of: id, in: template.estate, &context)
    return context.heap.elements(of: found).map { rule in
      let everyone = rule.kind == .map ? context.heap.lookup("everyone", in: rule) : rule
      return everyone.map { template.outline($0, in: context.heap) } ?? "?"
    }
  }

  private func rule(_ cidr: String, ports: String = "FromPort: 443, ToPort: 443") -> String {
    let key = cidr.contains(":") ? "CidrIpv6" : "CidrIp"
    return "{IpProtocol: tcp, \(ports), \(key): \"\(cidr)\"}"
  }

  @Test(arguments: [
    ("0.0.0.0/0", "true"), ("::/0", "true"), ("0::0/0", "true"), ("::/1", "true"),
    ("2000::/3", "true"),
    ("0.0.0.0/1", "false"), ("3000::/4", "false"), ("10.0.0.0/8", "false"),
    ("1.2.3.4", "?invalid-value"), ("0.0.0.0/33", "?invalid-value"),
  ])
  func oneRangeAlone(cidr: String, expected: String) {
    #expect(everyone([rule(cidr)]) == [expected])
  }

  @Test(arguments: [
    ("CidrIp: !Ref Open", "?parameter"), ("CidrIp: !Sub '${Open}/32'", "false"),
    ("CidrIp: !Sub '${Open}/0'", "true"), ("CidrIp: !Sub '${Open}/2'", "?unresolved-reference"),
    ("CidrIp: !GetAtt Vpc.CidrBlock", "false"), ("SourceSecurityGroupId: sg-1", "false"),
    ("SourcePrefixListId: pl-1", "?external"), ("Description: nothing", "false"),
  ])
  func whatIsNotWrittenOutIsDecidedByWhatIsKnown(source: String, expected: String) {
    #expect(everyone(["{IpProtocol: '-1', \(source)}"]) == [expected])
  }

  @Test func rulesAddUpOnlyWherePortsMeet() {
    let low = "FromPort: 0, ToPort: 100"
    let high = "FromPort: 50, ToPort: 200"
    let apart = "FromPort: 101, ToPort: 200"
    // Port 75 is open to everyone; the rule that begins later says so.
    #expect(
      everyone([rule("0.0.0.0/1", ports: low), rule("128.0.0.0/1", ports: high)])
        == ["false", "true"]
    )
    #expect(
      everyone([rule("0.0.0.0/1", ports: low), rule("128.0.0.0/1", ports: apart)])
        == ["false", "false"]
    )
    #expect(
      everyone([rule("0.0.0.0/1"), "{IpProtocol: '-1', CidrIp: 128.0.0.0/1}"])
        == ["true", "false"],
      "a rule for all protocols is about port 443, too"
    )
  }

  @Test func aRuleThatAddsNothingIsNotBlamed() {
    let rules = ["0.0.0.0/1", "128.0.0.0/1", "198.51.100.0/24", "3000::/4"].map { rule($0) }
    #expect(everyone(rules) == ["true", "true", "false", "false"])
  }

  /// The rules together against every block of eight bits that somebody on the internet has.
  @Test(arguments: 0..<300) func blocksCoverTheInternetWhenTheyCoverEveryOctet(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var blocks: [(octet: Int, length: Int)] = []
    for _ in 0..<random.number(1...6) {
      let length = random.number(1...3)
      let octet = random.number(0...255) & ~((1 << (8 - length)) - 1)
      blocks.append((octet, length))
    }
    let foreign: Set = Set([0, 10, 127] + Array(224...255))
    let covers = (0...255).allSatisfy { octet in
      foreign.contains(octet)
        || blocks.contains { octet & ~((1 << (8 - $0.length)) - 1) == $0.octet }
    }
    let found = everyone(blocks.map { rule("\($0.octet).0.0.0/\($0.length)") })
    #expect(found.contains("true") == covers, "\(blocks)")
  }
}
