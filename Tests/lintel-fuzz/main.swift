import Foundation
import Fuzzing

// What Scripts/fuzz starts: `lintel-fuzz [--from N] [--count N] [--stride N] [--write FOLDER]`, in the
// root of a checkout.

func word(behind name: String) -> String? {
  let words = CommandLine.arguments
  return words.firstIndex(of: name).flatMap { $0 + 1 < words.count ? words[$0 + 1] : nil }
}

func number(behind name: String, or fallback: Int) -> Int {
  word(behind: name).flatMap { Int($0) } ?? fallback
}

let first = number(behind: "--from", or: 0)
let step = number(behind: "--stride", or: 1)
let end = first + step * number(behind: "--count", or: 1000)
let root = URL(filePath: FileManager.default.currentDirectoryPath)
let run = FuzzRun(root: root, writingTo: word(behind: "--write").map { URL(filePath: $0) })
try run.run(stride(from: first, to: end, by: step))
