import FoundationEssentials

struct Missing: Error {
  let path: String
}

func bytes(of path: String) throws -> [UInt8] {
  guard let data = FileManager.default.contents(atPath: path) else { throw Missing(path: path) }
  return Array(data)
}
