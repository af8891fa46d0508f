import ArgumentParser
import Configuration
import FoundationEssentials
import PlatformDescription

/// Starts a platform description.
struct InitCommand: LintelVerb {
  static let configuration = CommandConfiguration(
    commandName: "init",
    _superCommandName: "lintel",
    abstract: "Start a platform description or a configuration, or write a JSON Schema.",
    discussion: """
      Writes platform.yaml: a small platform with comments, which has no findings. With --schema it \
      writes platform.schema.json, by which editors complete and check descriptions. With --config it \
      writes .lintel.yaml: every key of a configuration, as a comment; with --config --schema its \
      schema, config.schema.json. Exit codes: 0 written, 2 a mistake on the command line.
      """
  )

  @Argument(
    help: ArgumentHelp("The folder to write to; '-' for standard output.", valueName: "folder")
  )
  var folder = "."

  @Flag(help: "Write the JSON Schema, over an older one if there is one.")
  var schema = false

  @Flag(help: "Start a configuration instead of a description.")
  var config = false

  func execute() throws -> ExitStatus {
    let text =
      schema
      ? (config ? configurationSchema() : descriptionSchema())
      : (config ? starterConfiguration : starterDescription)
    if folder == "-" {
      try Terminal.write(text)
      return .success
    }
    let name =
      schema
      ? (config ? "config.schema.json" : "platform.schema.json")
      : (config ? ConfigurationFile.name : "platform.yaml")
    let path = folder == "." ? name : "\(folder)/\(name)"
    guard schema || !FileManager.default.fileExists(atPath: path) else {
      throw UsageError("'\(path)' exists already")
    }
    do {
      try Data(text.utf8).write(to: URL(filePath: path))
    } catch {
      throw UsageError("'\(path)' cannot be written")
    }
    let next =
      schema
      ? ""
      : config
        ? ": look at it, then run 'lintel config show \(folder)'"
        : ": look at it, then run 'lintel check \(path)'"
    // Whoever redirects standard output is not to find this in a file.
    Terminal.warn("wrote \(path)\(next)")
    return .success
  }
}
