import CEL
import SourceText
import Testing

struct EnvironmentTests {
  @Test func aProgramKeepsItsText() throws {
    let environment = Environment(variables: [], functions: [], vocabulary: Vocabulary([]))
    #expect(try Program(compiling: "1 + 1", in: environment).text == "1 + 1")
  }
}
