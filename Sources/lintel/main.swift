import LintelCommand

exitProcess(after: Lintel.run(Array(CommandLine.arguments.dropFirst())))
