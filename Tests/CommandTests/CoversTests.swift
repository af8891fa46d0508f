import Foundation
import Testing

/// `lintel query covers`, alone and in batches.
@Suite struct CoversTests {
  private static let reading = """
    {
      "Version": "2012-10-17",
      "Statement": [{"Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:aws:s3:::data/*"}]
    }
    """

  /// Writes both documents, and names them for a command line.
  private func files(_ candidate: String, in scratch: borrowing Scratch) throws -> String {
    try scratch.write(Self.reading, to: "reference.json")
    try scratch.write(candidate, to: "candidate.yaml")
    let paths = ["reference.json", "candidate.yaml"].map {
      scratch.folder.appending(path: $0).path
    }
    return paths.joined(separator: " ")
  }

  @Test func whatIsNotCoveredHasAnExampleAndItsStatement() throws {
    let candidate = """
      Version: 2012-10-17
      Statement:
        - {Effect: Allow, Action: s3:GetObject, Resource: 'arn:aws:s3:::data/in/*'}
        - Sid: Write
          Effect: Allow
          Action: s3:PutObject
          Resource: arn:aws:s3:::data/out/*
          Condition: {Bool: {aws:SecureTransport: true}}
      """
    let scratch = try Scratch()
    let paths = try files(candidate, in: scratch)
    let run = try lintel("query covers \(paths)")
    #expect(run.status == 0)
    #expect(run.output.hasPrefix("not-covered '"))
    #expect(run.output.contains("    action     s3:PutObject\n"))
    #expect(run.output.contains("    resource   arn:aws:s3:::data/out/\n"))
    #expect(run.output.contains("    aws:SecureTransport = true\n"))
    #expect(run.output.contains("allowed by the candidate's statement 2 'Write' ("))
    #expect(run.output.contains("candidate.yaml:4:5)"))
  }

  @Test func aNarrowerPolicyIsCovered() throws {
    let candidate = """
      Version: 2012-10-17
      Statement: {Effect: Allow, Action: s3:GetObject, Resource: 'arn:aws:s3:::data/in/*'}
      """
    let scratch = try Scratch()
    let paths = try files(candidate, in: scratch)
    let run = try lintel("query covers \(paths) --format json")
    #expect(run.status == 0)
    #expect(
      run.output == """
        {"id": null, "verdict": "covered", "request": null, "allowedBy": null, "deniedBy": null, \
        "needs": []}

        """
    )
  }

  @Test func aDocumentThatIAMWouldRefuseHasNoAnswer() throws {
    let candidate = "Version: 2012-10-17\nStatement: {Effect: Allow, Action: 's3:*'}\n"
    let scratch = try Scratch()
    let paths = try files(candidate, in: scratch)
    let run = try lintel("query covers \(paths)")
    #expect(run.status == 3)
    #expect(run.output.isEmpty)
    #expect(run.error.contains("candidate.yaml:2:12: the statement has no 'Resource'"))
  }

  @Test func aBatchIsAnsweredInOrder() throws {
    let scratch = try Scratch()
    func document(_ text: String) -> String {
      #"{"Version": "2012-10-17", "Statement": \#(text)}"#
    }
    let all = document(#"{"Effect": "Allow", "Action": "*", "Resource": "*"}"#)
    let mixed = document(
      #"{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"NumericEquals": {"k": "1"}}}"#
    )
    let text = document(
      #"{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"StringEquals": {"k": "1"}}}"#
    )
    let open = document(
      #"{"Effect": "Allow", "Action": "*", "Resource": "*", "Principal": {"AWS": "111122223333"}}"#
    )
    let closed = document(
      #"{"Effect": "Allow", "Action": "*", "Resource": "*", "Principal": {"AWS": "444455556666"}}"#
    )
    try scratch.write(
      """
      {"id": 1, "reference": \(all), "candidate": \(text)}
      {"id": "two", "reference": \(mixed), "candidate": \(text), "type": "identity"}
      {"id": "three", "reference": \(closed), "candidate": \(open), "type": "resource"}
      {"id": "four", "reference": \(closed), "candidate": \(open)}

      {"id": "five"}
      """,
      to: "questions.jsonl"
    )
    let questions = scratch.folder.appending(path: "questions.jsonl").path
    let run = try lintel("query covers --batch \(questions)")
    #expect(run.status == 3)
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == 5)
    #expect(lines[0].hasPrefix(#"{"id": "1", "verdict": "covered""#))
    #expect(lines[1].hasPrefix(#"{"id": "two", "verdict": "undetermined""#))
    #expect(lines[1].hasSuffix(#""needs": ["what kind of values 'k' has, compared as several"]}"#))
    #expect(lines[2].contains(#""principal": {"AWS": "arn::iam::111122223333:"}"#))
    #expect(
      lines[3]
        == #"{"id": "four", "error": "the reference: an identity policy names no principals"}"#
    )
    #expect(lines[4].hasPrefix(#"{"id": "five", "error": "line 6 is not a question"#))
  }
}
