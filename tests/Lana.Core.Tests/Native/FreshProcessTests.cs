using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Lana.Selections;

namespace Lana.Native;

/// <summary>What only a process that has not touched torch can show.</summary>
public sealed class FreshProcessTests
{
    private const string Passed = "Total: 1, Errors: 0, Failed: 0, Skipped: 0, Not Run: 0";
    private const string Nowhere = "/nonexistent/lana";

    [Fact(Explicit = true)]
    public void Process_OnItsFirstTensor_LoadsTorchAndNotBefore()
    {
        RuntimeHelpers.RunModuleConstructor(typeof(CostTable).Module.ModuleHandle);
        Assert.Empty(TorchRuntimeTests.MappedTorchFiles());

        TorchRuntime.EnsureInitialized();

        Assert.Contains(
            TorchRuntimeTests.MappedTorchFiles(),
            path => path.Contains(TorchLoader.Binding, StringComparison.Ordinal));
        Assert.Equal([54f, 63f, 90f, 99f], TorchRuntimeTests.SumOfWindows());
    }

    [Fact]
    public async Task Processes_StartedAtOnceWithoutAHome_BothRunTorchAndWriteNoFile()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has natives that may be edited.");
        var binding = TorchNatives.Find(TorchLoader.Binding);
        var before = Fingerprint(binding);

        var results = await Task.WhenAll(RunAsync(), RunAsync());

        Assert.All(results, result => Assert.Contains(Passed, result.Output, StringComparison.Ordinal));
        Assert.All(results, result => Assert.Equal(0, result.ExitCode));
        Assert.Equal(before, Fingerprint(binding));
        Assert.False(Directory.Exists(Nowhere));
    }

    private static Task<(int ExitCode, string Output)> RunAsync() => FreshProcess.RunAsync(
        typeof(FreshProcessTests),
        nameof(Process_OnItsFirstTensor_LoadsTorchAndNotBefore),
        new Dictionary<string, string>
        {
            ["HOME"] = Nowhere,
            ["TMPDIR"] = Nowhere,
            ["DOTNET_EnableDiagnostics"] = "0",
        });

    /// <summary>The content of the library, and every file beside it and in the package it comes from.</summary>
    private static List<string> Fingerprint(string library)
    {
        var target = File.ResolveLinkTarget(library, returnFinalTarget: true)?.FullName ?? library;
        using var stream = File.OpenRead(target);
        return
        [
            Convert.ToHexString(SHA256.HashData(stream)),
            .. Listing(Path.GetDirectoryName(library)!),
            .. Listing(Path.GetDirectoryName(target)!),
        ];
    }

    private static IEnumerable<string> Listing(string directory) =>
        new DirectoryInfo(directory).EnumerateFiles("*", SearchOption.AllDirectories)
            .Where(file => !file.FullName.Contains("TestResults", StringComparison.Ordinal))
            .Select(file => $"{file.FullName} {file.Length} {file.LastWriteTimeUtc:O}")
            .Order(StringComparer.Ordinal);
}
