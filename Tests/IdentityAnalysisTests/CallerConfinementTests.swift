import Testing

/// Which conditions keep strangers out, although the principal is everyone.
@Suite struct CallerConfinementTests {
  func confinement(_ condition: String, in world: [String: String] = [:]) -> String {
    Statements(
      statement:
        "{Effect: Allow, Principal: '*', Action: '*', Resource: '*', Condition: \(condition)}"
    ).confinement(in: world)
  }

  @Test(
    arguments: [
      // Operators.
      ("{StringEquals: {aws:SourceVpc: vpc-1}}", "true"),
      ("{StringEquals: {aws:SourceVpc: [vpc-1, vpc-2]}}", "true"),
      ("{StringEqualsIgnoreCase: {aws:SourceVpc: vpc-1}}", "true"),
      ("{StringEquals: {AWS:SOURCEVPC: vpc-1}}", "true"),
      ("{StringLike: {aws:SourceVpce: vpce-1}}", "true"),
      ("{'ForAnyValue:StringEquals': {aws:SourceVpce: vpce-1}}", "true"),
      ("{'ForAllValues:StringEquals': {aws:SourceVpce: vpce-1}}", "false"),
      ("{StringEqualsIfExists: {aws:SourceVpc: vpc-1}}", "false"),
      ("{StringNotEquals: {aws:SourceVpc: vpc-1}}", "false"),
      ("{Null: {aws:SourceVpc: false}}", "false"),
      ("{Bool: {aws:SecureTransport: true}}", "false"),
      ("{StringEquals: {aws:UserAgent: me}}", "false"),
      ("{StringEquals: {sts:ExternalId: abc}}", "false"),
      ("{}", "false"),
      ("{StringEquals: {}}", "false"),
      ("{StringEquals: {aws:SourceVpc: []}}", "false"),
      // One condition that confines is enough: all have to hold.
      ("{Bool: {aws:SecureTransport: true}, StringEquals: {aws:SourceVpc: vpc-1}}", "true"),
      ("{StringEquals: {aws:UserAgent: me, aws:PrincipalOrgID: o-1}}", "true"),
      // One value that admits everyone is enough: any may match.
      ("{StringLike: {aws:SourceVpce: [vpce-1, '*']}}", "false"),
      ("{StringLike: {aws:SourceVpce: 'vpce-*'}}", "false"),
      ("{StringLike: {aws:PrincipalOrgID: 'o-*'}}", "false"),
      ("{StringLike: {aws:PrincipalAccount: '1*'}}", "false"),
      ("{StringLike: {aws:PrincipalAccount: '123456789012'}}", "true"),
      ("{StringEquals: {aws:SourceVpc: '*'}}", "false"),
      ("{StringEquals: {aws:PrincipalArn: '${aws:PrincipalArn}'}}", "false"),
      // Principals and sources.
      ("{ArnEquals: {aws:PrincipalArn: 'arn:aws:iam::123456789012:role/a'}}", "true"),
      ("{ArnLike: {aws:PrincipalArn: 'arn:aws:iam::123456789012:role/*'}}", "true"),
      ("{ArnLike: {aws:PrincipalArn: 'arn:aws:iam::*:role/admin'}}", "false"),
      ("{StringLike: {aws:PrincipalArn: 'arn:aws:iam::*:role/admin'}}", "false"),
      ("{StringLike: {aws:PrincipalArn: 'arn:*'}}", "false"),
      ("{ArnLike: {aws:SourceArn: 'arn:aws:s3:::data'}}", "true"),
      ("{ArnLike: {aws:SourceArn: 'arn:aws:s3:::data-*'}}", "false"),
      ("{ArnLike: {aws:SourceArn: 'arn:aws:sns:*:123456789012:*'}}", "true"),
      ("{ArnLike: {s3:DataAccessPointArn: 'arn:aws:s3:*:123456789012:accesspoint/*'}}", "true"),
      ("{'ForAnyValue:StringLike': {aws:PrincipalOrgPaths: 'o-1/r-1/ou-1/*'}}", "true"),
      ("{'ForAnyValue:StringLike': {aws:PrincipalOrgPaths: '*/ou-1/*'}}", "false"),
      ("{StringLike: {aws:userid: 'AROAEXAMPLE:*'}}", "true"),
      ("{StringLike: {aws:userid: '*:me'}}", "false"),
      // Addresses.
      ("{IpAddress: {aws:SourceIp: 203.0.113.0/24}}", "true"),
      ("{IpAddress: {aws:SourceIp: 203.0.113.7}}", "true"),
      ("{IpAddress: {aws:SourceIp: '2001:db8::1'}}", "true"),
      ("{IpAddress: {aws:SourceIp: 10.0.0.0/8}}", "true"),
      ("{IpAddress: {aws:SourceIp: 0.0.0.0/0}}", "false"),
      ("{IpAddress: {aws:SourceIp: 0.0.0.0/1}}", "false"),
      ("{IpAddress: {aws:SourceIp: '::/0'}}", "false"),
      ("{IpAddress: {aws:SourceIp: '0:0::/0'}}", "false"),
      ("{IpAddress: {aws:SourceIp: '2000::/3'}}", "false"),
      ("{IpAddress: {aws:SourceIp: [203.0.113.0/24, 0.0.0.0/0]}}", "false"),
      ("{IpAddress: {aws:SourceIp: nonsense}}", "?unresolved-reference"),
      ("{NotIpAddress: {aws:SourceIp: 203.0.113.0/24}}", "false"),
    ]
  )
  func whatAConditionConfines(condition: String, answer: String) {
    #expect(confinement(condition) == answer)
  }

  @Test(
    arguments: [
      // One text, whatever it is.
      ("{StringEquals: {aws:PrincipalOrgID: !Ref VpcId}}", "true"),
      ("{StringEquals: {aws:SourceAccount: !Ref AWS::AccountId}}", "true"),
      ("{StringEquals: {aws:SourceVpce: !Ref Endpoint}}", "true"),
      ("{StringLike: {aws:SourceVpce: !Ref Endpoint}}", "true"),
      ("{StringLike: {aws:SourceVpc: !Ref VpcId}}", "true"),
      ("{ArnLike: {aws:PrincipalArn: !GetAtt Role.Arn}}", "true"),
      ("{ArnLike: {aws:PrincipalArn: !Sub 'arn:aws:iam::${AWS::AccountId}:*'}}", "true"),
      ("{ArnLike: {aws:PrincipalArn: !Sub 'arn:aws:iam::*:role/${Open}'}}", "false"),
      ("{ArnLike: {aws:PrincipalArn: !Sub 'arn:aws:iam::1:role/${Open}'}}", "true"),
      // A parameter may be an asterisk.
      ("{StringEquals: {aws:SourceVpc: !Ref Open}}", "?parameter"),
      ("{StringLike: {aws:SourceVpc: !Ref Open}}", "?parameter"),
      (
        "{ArnLike: {aws:PrincipalArn: !Sub 'arn:aws:iam::${Open}:role/*'}}", "?unresolved-reference"
      ),
      ("{StringLike: {aws:SourceVpc: !Sub 'vpc-${Open}'}}", "?unresolved-reference"),
      ("{IpAddress: {aws:SourceIp: !Ref Open}}", "?parameter"),
      ("{StringEquals: {aws:SourceVpc: !Ref OpenList}}", "?parameter"),
      // What settles the question does not wait for the rest.
      ("{StringLike: {aws:SourceVpc: [!Ref Open, '*']}}", "false"),
      ("{StringLike: {aws:SourceVpc: !Ref Open}, StringEquals: {aws:SourceVpc: vpc-1}}", "true"),
      ("!Ref Open", "?parameter"),
      ("{StringEquals: !Ref Open}", "?parameter"),
    ]
  )
  func whatIsNotKnownConfinesOnlyWhereItCannotMatter(condition: String, answer: String) {
    #expect(confinement(condition) == answer)
  }

  @Test(
    arguments: [
      ("!If [IsProd, {StringEquals: {aws:SourceVpc: vpc-1}}, !Ref AWS::NoValue]", "false", "true"),
      ("{StringEquals: !If [IsProd, {aws:SourceVpc: vpc-1}, !Ref AWS::NoValue]}", "false", "true"),
      ("{StringEquals: {aws:SourceVpc: !If [IsProd, vpc-1, !Ref AWS::NoValue]}}", "false", "true"),
      ("{StringLike: {aws:SourceVpc: !If [IsProd, vpc-1, '*']}}", "false", "true"),
      (
        "{StringLike: {aws:SourceVpc: [!If [IsProd, '*', !Ref AWS::NoValue], vpc-1]}}", "true",
        "false"
      ),
    ]
  )
  func aWorldDecides(condition: String, dev: String, prod: String) {
    #expect(confinement(condition, in: ["Stage": "dev"]) == dev)
    #expect(confinement(condition, in: ["Stage": "prod"]) == prod)
    #expect(confinement(condition).hasPrefix("?"))
  }
}
