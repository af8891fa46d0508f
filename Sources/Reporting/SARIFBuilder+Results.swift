import Findings
import SourceText

extension SARIFBuilder {
  func result(for finding: Finding) -> SARIF.Result {
    let isViolation = finding.verdict == .violation
    let place = located.location(of: finding.span)
    return SARIF.Result(
      ruleId: finding.policy.rawValue,
      ruleIndex: ruleIndexes[finding.policy] ?? 0,
      // The level of every other kind than `fail` is `none` (§3.27.10).
      kind: isViolation ? "fail" : "open",
      level: isViolation ? Self.level(of: finding.severity) : "none",
      message: message(of: finding),
      locations: [primaryLocation(of: finding, at: place)],
      relatedLocations: relatedLocations(of: finding, at: place),
      codeFlows: codeFlows(of: finding),
      fixes: fixes(of: finding),
      partialFingerprints: fingerprints(of: finding, line: place.line),
      properties: SARIF.ResultProperties(
        severity: finding.severity.rawValue,
        when: finding.when,
        assumes: finding.assumes,
        needs: finding.needs.map(Self.sentence),
        environment: finding.environment
      )
    )
  }

  /// The fact first; then what it depends on, a way out, and links to the other places.
  private func message(of finding: Finding) -> SARIF.Message {
    var lines = [SARIFText.plain(finding.statement)]
    lines += finding.when.map { SARIFText.plain("when " + $0) }
    lines += finding.assumes.map { SARIFText.plain("assumes " + $0) }
    lines += finding.needs.map { SARIFText.plain("needs " + Self.sentence($0)) }
    lines += finding.related.enumerated().map {
      "see " + SARIFText.link($1.message, to: $0 + 1)
    }
    if let help = finding.help { lines.append(SARIFText.plain("help: " + help)) }
    return SARIF.Message(text: lines.joined(separator: "\n"))
  }

  private static func sentence(_ need: Finding.Need) -> String {
    need.settle.isEmpty ? need.value : "\(need.value); settle it with: \(need.settle)"
  }

  /// One line only: a pull request shows an alert if all of its lines are in the diff.
  private func primaryLocation(of finding: Finding, at place: Location) -> SARIF.Location {
    var end = (line: place.endLine, column: place.endColumn)
    if place.endLine > place.line {
      let content = located.lines(of: finding.span.file).content(ofLine: place.line)
      end = (place.line, content.count { $0 & 0xC0 != 0x80 } + 1)
    }
    let region = SARIF.Region(
      startLine: place.line,
      startColumn: place.column,
      endLine: end.line,
      endColumn: max(end.column, place.column)
    )
    return SARIF.Location(
      physicalLocation: SARIF.PhysicalLocation(
        artifactLocation: artifactLocation(of: place.path),
        region: region
      ),
      logicalLocations: finding.subject.map {
        [SARIF.LogicalLocation(fullyQualifiedName: $0.address)]
      }
    )
  }

  /// Ids count from 1 as the message's links do; a finding of several lines adds its whole extent.
  private func relatedLocations(of finding: Finding, at place: Location) -> [SARIF.Location]? {
    var notes = finding.related
    if place.endLine > place.line { notes.append(Note("the whole of it", at: finding.span)) }
    return notes.isEmpty ? nil : notes.enumerated().map { location(of: $1, id: $0 + 1) }
  }

  private func codeFlows(of finding: Finding) -> [SARIF.CodeFlow]? {
    guard !finding.witness.isEmpty else { return nil }
    let steps = finding.witness.enumerated().map { index, note in
      SARIF.ThreadFlowLocation(location: location(of: note, id: nil), executionOrder: index + 1)
    }
    return [SARIF.CodeFlow(threadFlows: [SARIF.ThreadFlow(locations: steps)])]
  }

  private func fixes(of finding: Finding) -> [SARIF.Fix]? {
    guard !finding.fixes.isEmpty else { return nil }
    return finding.fixes.map { fix in
      SARIF.Fix(
        description: SARIFText.message(fix.description),
        artifactChanges: artifactChanges(of: fix),
        properties: SARIF.FixProperties(safety: fix.safety.rawValue)
      )
    }
  }

  /// One change a file (§3.56), in the order of the edits.
  private func artifactChanges(of fix: Finding.Fix) -> [SARIF.ArtifactChange] {
    var paths: [String] = []
    var replacements: [String: [SARIF.Replacement]] = [:]
    for edit in fix.edits {
      let place = located.location(of: edit.span)
      if replacements[place.path] == nil { paths.append(place.path) }
      replacements[place.path, default: []].append(
        SARIF.Replacement(
          deletedRegion: Self.region(place),
          insertedContent: SARIF.InsertedContent(text: edit.replacement)
        )
      )
    }
    return paths.map { path in
      SARIF.ArtifactChange(
        artifactLocation: artifactLocation(of: path),
        replacements: replacements[path] ?? []
      )
    }
  }

  private func fingerprints(of finding: Finding, line: Int) -> [String: String] {
    var fingerprints = ["lintel/v1": finding.fingerprint]
    fingerprints["primaryLocationLineHash"] = lineHashes[finding.span.file]?[line]
    return fingerprints
  }

  func location(of note: Note, id: Int?) -> SARIF.Location {
    let place = located.location(of: note.span)
    return SARIF.Location(
      id: id,
      physicalLocation: SARIF.PhysicalLocation(
        artifactLocation: artifactLocation(of: place.path),
        region: Self.region(place)
      ),
      message: SARIFText.message(note.message)
    )
  }

  private func artifactLocation(of path: String) -> SARIF.ArtifactLocation {
    SARIF.ArtifactLocation(path: path, index: artifactIndexes[path])
  }

  private static func region(_ place: Location) -> SARIF.Region {
    SARIF.Region(
      startLine: place.line,
      startColumn: place.column,
      endLine: place.endLine,
      endColumn: place.endColumn
    )
  }
}
