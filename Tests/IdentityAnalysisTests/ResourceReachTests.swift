import IdentityAnalysis
import Infrastructure
import TemplateEstates
import Testing
import Values

/// What the `Resource` of a statement reaches.
@Suite struct ResourceReachTests {
  private func ask(
    _ resource: String,
    name: String = "data",
    _ question: (Value, TemplateEstate, inout EvaluationContext) -> Value
  ) -> String {
    let template = TemplateEstate(
      """
      Parameters:
        Open: {Type: String}
        Name: {Type: String}
      Resources:
        Bucket: {Type: AWS::S3::Bucket, Properties: {BucketName: \(name)}}
        Role: {Type: AWS::IAM::Role}
        R:
          Type: AWS::S3::BucketPolicy
          Properties:
            Bucket: !Ref Bucket
            PolicyDocument: {Statement: [{Effect: Deny, Resource: \(resource)}]}
      """
    )
    var context = template.context
    guard let id = template.id("R") else { return "nothing" }
    let list = PolicyDocuments.statements(of: id, in: template.estate, &context)
    let answer = question(context.heap.element(0, of: list), template, &context)
    return template.outline(answer, in: context.heap)
  }

  @Test(arguments: [
    ("'*'", "true true"), ("'**'", "true true"), ("arn:aws:s3:::data", "true false"),
    ("arn:aws:s3:::data/*", "false true"), ("arn:aws:s3:::data*", "true true"),
    ("arn:aws:s3:::d?ta/*", "false true"), ("arn:aws:s3:::da*", "true true"),
    ("'*/*'", "false true"), ("arn:aws:s3:::data/public/*", "false false"),
    ("arn:aws:s3:::data/?*", "false false"), ("arn:aws:s3:::data/", "false false"),
    ("arn:aws:s3:::other/*", "false false"), ("!GetAtt Bucket.Arn", "true false"),
    ("!Sub '${Bucket.Arn}/*'", "false true"), ("!Sub 'arn:aws:s3:::${Bucket}/x/*'", "false false"),
    ("[!GetAtt Bucket.Arn, !Sub '${Bucket.Arn}/*']", "true true"),
    ("!Ref Open", "?parameter ?parameter"), ("!Sub '${Open}/*'", "?parameter ?parameter"),
  ])
  func aStatementCoversPartsOfABucket(resource: String, expected: String) {
    let parts: [BucketCoverage.Part] = [.bucket, .objects]
    let found = parts.map { part in
      ask(resource) { statement, template, context in
        guard let bucket = template.id("Bucket") else { return .null }
        return BucketCoverage.covers(statement, part, of: bucket, in: template.estate, &context)
      }
    }
    #expect(found.joined(separator: " ") == expected)
  }

  @Test func aNameThatTheDeploymentGivesIsItself() {
    let found = ask("!Sub 'arn:aws:s3:::${Name}/*'", name: "!Ref Name") {
      statement,
      template,
      context in
      guard let bucket = template.id("Bucket") else { return .null }
      return BucketCoverage.covers(statement, .objects, of: bucket, in: template.estate, &context)
    }
    #expect(found == "true")
  }

  @Test(arguments: [
    ("'*'", "true"), ("arn:aws:iam::111122223333:role/x", "true"), ("arn:aws:iam::*:*", "true"),
    ("arn:aws:*:*:*:*", "true"), ("'arn:*'", "true"), ("arn:aws:iam::*:r*", "true"),
    ("arn:aws:iam::*:user/x", "false"), ("arn:aws:s3:::*", "false"), ("!GetAtt Role.Arn", "true"),
    ("!GetAtt Bucket.Arn", "false"), ("!Sub 'arn:aws:iam::${Open}:role/x'", "true"),
    ("!Ref Open", "?parameter"),
  ])
  func aStatementMayReachRoles(resource: String, expected: String) {
    let found = ask(resource) { statement, template, context in
      ResourceReach.reachesRoles(statement, in: template.estate, &context)
    }
    #expect(found == expected)
  }

  @Test(arguments: [
    ("'*'", "true"), ("arn:aws:s3:::*", "true"), ("arn:aws:sagemaker:*:*:*", "true"),
    ("arn:aws:sagemaker:*:111122223333:*", "true"), ("arn:aws:sagemaker:eu-west-1:*:*", "false"),
    ("arn:aws:sagemaker:*:*:model/*", "false"), ("arn:aws:s3:::data", "false"),
    ("!Ref Open", "?parameter"), ("!Sub 'arn:aws:s3:::${Open}*'", "false"),
  ])
  func aPatternMayBeEveryResource(resource: String, expected: String) {
    let found = ask(resource) { statement, _, context in
      guard let list = context.heap.lookup("resources", in: statement) else { return .null }
      return ResourceReach.isEverything(context.heap.element(0, of: list), &context)
    }
    #expect(found == expected)
  }
}
