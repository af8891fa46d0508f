import Permissions
import SmallPermissions
import Testing

@Suite struct SmallWorldTests {
  /// Strides that share no factor with the numbers of policies.
  @Test(arguments: zip(SmallWorld.all, [10_007, 101, 53, 53, 307]))
  func theEngineSaysOfSmallWorldsWhatSetsSay(world: SmallWorld, stride: Int) {
    let trial = world.trial(every: stride, with: PermissionSolver())
    #expect(trial.mistakes == [])
    #expect(trial.undetermined == 0)
    #expect(trial.pairs > 1000)
    #expect(trial.covered > 100)
    #expect(trial.covered < trial.pairs)
  }
}
