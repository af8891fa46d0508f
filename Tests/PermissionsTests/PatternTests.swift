import Permissions
import Testing

@Suite struct PatternTests {
  @Test(arguments: ["arn:aws:s3:::b/*", "a?c*", "**", "${aws:username}/*", "${aws:PrincipalTag/t, 'x'}"])
  func aPatternIsWrittenAsItWasRead(text: String) {
    #expect(Pattern(text, variables: true).description == text)
  }

  @Test func escapedWildcardsAreCharacters() {
    let pattern = Pattern("a${*}b${?}${$}", variables: true)
    #expect(pattern == Pattern([.text("a*b?$")]))
  }

  @Test func anOldPolicyHasNoVariables() {
    let pattern = Pattern("${*}", variables: false)
    #expect(pattern == Pattern([.text("${"), .anyText, .text("}")]))
  }

  @Test func namesOfConditionKeysDoNotDependOnCase() {
    #expect(ConditionKey("aws:PrincipalTag/Team") == ConditionKey("AWS:principaltag/team"))
  }

  @Test(arguments: ConditionOperator.Comparison.allCases)
  func everyOperatorIsReadWithAllThatMayStandAroundIt(
    comparison: ConditionOperator.Comparison
  ) {
    #expect(ConditionOperator(comparison.rawValue) == ConditionOperator(comparison))
    let qualified = ConditionOperator("ForAnyValue:\(comparison.rawValue)IfExists")
    if comparison == .null {
      #expect(qualified == nil)
    } else {
      #expect(qualified == ConditionOperator(comparison, .forAnyValue, isIfExists: true))
    }
  }
}
