import ArgumentParser
import FoundationEssentials
import PlatformDescription

/// Starts a platform description.
struct InitCommand: LintelVerb {
  static let configuration = CommandConfiguration(
    commandName: "lintel init",
    abstract: "Start a platform description, or write its JSON Schema.",
    discussion: """
      Writes platform.yaml: a small platform with comments, which has no findings. With --schema it \
      writes platform.schema.json, by which editors complete and check descriptions. Exit codes: 0 \
      written, 2 a mistake on the command line.
      """
  )

  @Argument(
    help: ArgumentHelp("The folder to write to; '-' for standard output.", valueName: "folder")
  )
  var folder = "."

  @Flag(help: "Write the JSON Schema of descriptions, over an older one if there is one.")
  var schema = false

  func execute() throws -> ExitStatus {
    if folder == "-" {
      try Terminal.write(schema ? descriptionSchema() : starterDescription)
      return .success
    }
    let name = schema ? "platform.schema.json" : "platform.yaml"
    let path = folder == "." ? name : "\(folder)/\(name)"
    guard schema || !FileManager.default.fileExists(atPath: path) else {
      throw UsageError("'\(path)' exists already")
    }
    let text = schema ? descriptionSchema() : starterDescription
    do {
      try Data(text.utf8).write(to: URL(filePath: path))
    } catch {
      throw UsageError("'\(path)' cannot be written")
    }
    // Whoever redirects standard output is not to find this in a file.
    Terminal.warn(
      schema ? "wrote \(path)" : "wrote \(path): look at it, then run 'lintel check \(path)'"
    )
    return .success
  }
}
