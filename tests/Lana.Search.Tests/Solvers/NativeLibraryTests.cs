using Lana.Problem;

namespace Lana.Solvers;

/// <summary>Solving needs no torch: checked in a process of its own, where no other test can have loaded it.</summary>
public sealed class NativeLibraryTests
{
    private const string Marker = "LANA_FRESH_PROCESS";

    [Fact]
    public async Task Select_InAFreshProcess_LoadsTheSolverAndNoTorch()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Loaded libraries are read from /proc.");

        var (exitCode, output) = await FreshProcess.RunAsync(
            typeof(NativeLibraryTests),
            nameof(Select_WithEverySolver_SolvesAndShowsItsLibraries),
            new Dictionary<string, string> { [Marker] = "1" });

        Assert.True(exitCode == 0, output);
    }

    // Run alone by the test above; among the other tests it only checks that solving works.
    [Fact]
    public void Select_WithEverySolver_SolvesAndShowsItsLibraries()
    {
        var problem = Instances.Independent(seed: 1, budget: 0.3, layers: 4, operations: 5);
        foreach (var usesCpSatOnly in new[] { false, true })
        {
            var result = new IlpOperationSelector { UsesCpSatOnly = usesCpSatOnly }.Select(
                problem, new SelectionOptions { Solutions = 2 }, cancellationToken: TestContext.Current.CancellationToken);
            Assert.Equal(2, result.Solutions.Count);
        }

        if (Environment.GetEnvironmentVariable(Marker) is not null)
        {
            var maps = File.ReadAllText("/proc/self/maps");
            Assert.Contains("google-ortools-native", maps, StringComparison.Ordinal);
            Assert.DoesNotContain("libtorch", maps, StringComparison.OrdinalIgnoreCase);
        }
    }
}
