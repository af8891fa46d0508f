import AccessAnalysis
import Infrastructure
import TemplateEstates
import Testing
import Values

/// What policies say in vain.
@Suite struct IdleGrantsTests {
  /// What is found in a policy with these statements.
  private func found(_ statements: [String]) throws -> (idle: Int, isOpen: Bool) {
    let list = statements.map { "          - \($0)\n" }.joined()
    let estate = TemplateEstate(
      """
      Resources:
        Door:
          Type: AWS::IAM::ManagedPolicy
          Properties:
            PolicyDocument:
              Statement:
      \(list)
      """
    ).estate
    var access = Access(estate)
    var context = EvaluationContext(heap: estate.heap, worlds: estate.worlds)
    var idle = IdleGrants()
    let found = idle.find(in: ResourceID(0), &access, &context)
    return (found.grants.count, !found.gaps.isEmpty)
  }

  private func reading(_ object: Int) -> String {
    "{Effect: Allow, Action: 's3:GetObject', Resource: 'arn:aws:s3:::data/\(object)'}"
  }

  @Test func whatIsSaidTwiceIsIdleOnce() throws {
    let found = try found([reading(1), reading(2), reading(1)])
    #expect(found.idle == 1)
    #expect(!found.isOpen)
  }

  @Test func statementsAboutDifferentResourcesAreNoBurden() throws {
    let found = try found((0..<300).map(reading) + [reading(299)])
    #expect(found.idle == 1)
    #expect(!found.isOpen)
  }

  @Test func whatIsTooMuchToCompareIsOpen() throws {
    let statements = (0..<60).map {
      "{Effect: Allow, Action: 's3:Get*', Resource: 'arn:aws:s3:::*/\($0)'}"
    }
    #expect(try found(Array(statements.prefix(20))) == (0, false))
    #expect(try found(statements).isOpen)
  }
}
