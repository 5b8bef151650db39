using Lana.Native;
using Lana.Parity;

namespace Lana.Measurement;

/// <summary>An application without a usable native library of ONNX Runtime, as a process of its own.</summary>
public sealed class OnnxRuntimeLibraryTests
{
    private const string Library = "libonnxruntime.so";
    private const string Prefix = "ADVICE ";

    [Fact(Explicit = true)]
    public void EveryWay_WithoutTheLibrary_FailsWithTheSameAdvice()
    {
        var failures = new Action[]
        {
            () => _ = new OnnxRuntimeLatencyMeter(),
            () => OnnxAccuracy.Top1([1], Some.Images()),
            OnnxRuntimeLibrary.EnsureUsable,
        }.Select(way => Assert.Throws<NativeLibraryException>(way)).ToList();

        Assert.Equal(Library, failures[0].Library);
        Assert.Single(failures.Select(failure => failure.Message).Distinct());
        Console.WriteLine(Prefix + failures[0].Message.ReplaceLineEndings(" "));
    }

    [Fact]
    public async Task Process_WithoutTheLibrary_NamesItAndThePackage()
    {
        using var copy = Copy().Without(Library);

        var advice = await AdviceAsync(copy);

        Assert.Contains($"{Library}, is in none of the directories", advice, StringComparison.Ordinal);
        Assert.Contains(copy.Path, advice, StringComparison.Ordinal);
        Assert.Contains("Reference Microsoft.ML.OnnxRuntime in the application", advice, StringComparison.Ordinal);
        Assert.Contains("Microsoft.ML.OnnxRuntime.Managed (1.", advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Process_WithAFileThatIsNoLibrary_SaysThatItDoesNotLoad()
    {
        using var copy = Copy().With(Library, "version https://git-lfs.github.com/spec/v1"u8.ToArray());

        var advice = await AdviceAsync(copy);

        Assert.Contains($"{copy.Path}/{Library}, is there and does not load", advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Process_WithAnotherLibraryOfThatName_SaysThatTheVersionsDiffer()
    {
        using var copy = Copy().With(Library, TorchLibrary());

        var advice = await AdviceAsync(copy);

        Assert.Contains("is not of the version that Microsoft.ML.OnnxRuntime.Managed 1.", advice, StringComparison.Ordinal);
        Assert.Contains("OrtGetApiBase", advice, StringComparison.Ordinal);
    }

    private static OutputCopy Copy()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The output folder has the libraries of Linux.");
        return new OutputCopy();
    }

    // Small, and needs nothing but the C library.
    private static byte[] TorchLibrary() => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "libtorch_global_deps.so"));

    private static async Task<string> AdviceAsync(OutputCopy copy)
    {
        var (exitCode, output) = await FreshProcess.RunAsync(
            typeof(OnnxRuntimeLibraryTests),
            nameof(EveryWay_WithoutTheLibrary_FailsWithTheSameAdvice),
            new Dictionary<string, string>(),
            copy.Path);

        Assert.True(exitCode == 0, output);
        return output;
    }
}
