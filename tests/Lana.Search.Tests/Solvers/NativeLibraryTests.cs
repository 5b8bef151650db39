using Lana.Native;
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

    [Theory]
    [InlineData("google-ortools-native.so", "is in none of the directories")]
    [InlineData("libortools.so.9", "is there and does not load")]
    public async Task Select_WithoutTheSolversLibrary_SaysWhatIsMissing(string library, string expected)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The output folder has the libraries of Linux.");
        using var copy = new OutputCopy().Without(library);

        var (exitCode, output) = await FreshProcess.RunAsync(
            typeof(NativeLibraryTests), nameof(Select_WithoutTheLibrary_Refuses), new Dictionary<string, string>(), copy.Path);

        Assert.True(exitCode == 0, output);
        Assert.Contains($"google-ortools-native.so, {expected}", output, StringComparison.Ordinal);
        Assert.Contains(library, output, StringComparison.Ordinal);
    }

    // Run alone by the test above. What needs no library of OR-Tools is solved without one.
    [Fact(Explicit = true)]
    public void Select_WithoutTheLibrary_Refuses()
    {
        var problem = Instances.Independent(seed: 1, budget: 0.3, layers: 20, operations: 5);
        var token = TestContext.Current.CancellationToken;

        var (one, two) = (new SelectionOptions { Solutions = 1 }, new SelectionOptions { Solutions = 2 });
        Assert.Single(new IlpOperationSelector(one).Select(problem, cancellationToken: token).Solutions);
        var several = Assert.Throws<NativeLibraryException>(
            () => new IlpOperationSelector(two).Select(problem, cancellationToken: token));
        var general = Assert.Throws<NativeLibraryException>(
            () => new IlpOperationSelector { UsesCpSatOnly = true }.Select(problem, cancellationToken: token));

        Assert.Equal(several.Message, general.Message);
        Console.WriteLine(several.Message);
    }

    // Run alone by the first test; among the other tests it only checks that solving works.
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
