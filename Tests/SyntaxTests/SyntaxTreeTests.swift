import SourceText
import Syntax
import Testing

@Suite struct SyntaxTreeTests {
  private static let template = """
    Resources:
      # the notebook
      Notebook:
        Type: AWS::SageMaker::NotebookInstance
        Properties:
          SubnetId: !Ref Subnet
          SecurityGroupIds: [!GetAtt "Group.GroupId", 'sg-1']
          Script: |
            pip install x

          Count: 3

    """

  @Test func aTemplateBecomesOneTree() throws {
    let tree = try tree(Self.template)
    let root = try #require(tree.root)
    #expect(tree.documents == [root])
    #expect(
      outline(tree, root) == "{Resources: {Notebook: {Type: AWS::SageMaker::NotebookInstance, "
        + "Properties: {SubnetId: !Ref Subnet, "
        + "SecurityGroupIds: [!GetAtt Group.GroupId, sg-1], Script: pip install x\n, Count: 3}}}}"
    )
  }

  @Test func theSameInJSONIsTheSameTree() throws {
    let tree = try tree(#"{"a": [1, true, null, "x\n\u00e4\ud834\udd1e"], "b": {}}"#)
    #expect(tree.language == .json)
    #expect(outline(tree, try #require(tree.root)) == "{a: [1, true, null, x\nä𝄞], b: {}}")
  }

  @Test func spansCoverTagsAndEndWithTheLastChild() throws {
    let text = Self.template
    let tree = try tree(text)
    let root = try #require(tree.root)
    let resources = try #require(tree.value(of: "Resources", in: root))
    let notebook = try #require(tree.value(of: "Notebook", in: resources))
    let properties = try #require(tree.value(of: "Properties", in: notebook))
    let subnet = try #require(tree.value(of: "SubnetId", in: properties))
    #expect(source(tree.span(of: subnet), in: text) == "!Ref Subnet")
    #expect(source(tree.textSpan(of: subnet), in: text) == "Subnet")
    #expect(source(tree.span(of: properties), in: text)?.hasSuffix("Count: 3") == true)
    #expect(source(tree.span(of: properties), in: text)?.hasPrefix("SubnetId") == true)
    let script = try #require(tree.value(of: "Script", in: properties))
    #expect(source(tree.span(of: script), in: text)?.hasSuffix("pip install x") == true)
    #expect(tree.key(of: subnet).map { tree.text(of: $0) } == "SubnetId")
  }
}
