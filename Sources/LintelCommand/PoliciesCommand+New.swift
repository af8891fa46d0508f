import ArgumentParser
import FoundationEssentials
import Linting
import Policies

extension PoliciesCommand {
  struct New: LintelVerb {
    static let configuration = CommandConfiguration(
      abstract: "Start a policy.",
      discussion: """
        Writes FOLDER/ID.yaml: a policy that can be read, with tests that pass, to be changed into the \
        one that is wanted. Exit codes: 0 written, 2 a mistake on the command line.
        """
    )

    @Argument(
      help: ArgumentHelp("The id, which names the requirement: topic-encrypted.", valueName: "id")
    )
    var id: String

    @Option(help: ArgumentHelp("The folder to write to; made if need be.", valueName: "folder"))
    var folder = "policies"

    @Option(
      help: ArgumentHelp("The resource type that the policy judges.", valueName: "resource type")
    )
    var type = "AWS::S3::Bucket"

    func execute() throws -> ExitStatus {
      guard !BuiltInPolicies.stored().contains(where: { $0.id == id }) else {
        throw UsageError("a built-in policy has the id '\(id)'")
      }
      let text = try scaffold()
      let path = folder == "." ? "\(id).yaml" : "\(folder)/\(id).yaml"
      guard !FileManager.default.fileExists(atPath: path) else {
        throw UsageError("'\(path)' exists already")
      }
      do {
        try FileManager.default.createDirectory(
          atPath: folder,
          withIntermediateDirectories: true
        )
        try Data(text.utf8).write(to: URL(filePath: path))
      } catch {
        throw UsageError("'\(path)' cannot be written")
      }
      try Terminal.write("wrote \(path): change it, then run 'lintel test \(path)'\n")
      return .success
    }

    private func scaffold() throws -> String {
      do {
        return try PolicyScaffold(id: id, type: type).text
      } catch {
        throw UsageError(error.message)
      }
    }
  }
}
