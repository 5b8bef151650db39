using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Lana.Native;

[Collection(TorchCollection.Name)]
public sealed class TorchRuntimeTests
{
    [Fact]
    public void Initialize_Again_ChangesNothing()
    {
        var before = MappedTorchFiles();

        TorchRuntime.Initialize();
        TorchRuntime.Initialize(tuneAllocator: false);
        TorchRuntime.EnsureInitialized();

        Assert.Equal(before, MappedTorchFiles());
    }

    [Fact]
    public void Conv2d_AfterInitialize_SumsEachWindow()
    {
        Assert.Equal([54f, 63f, 90f, 99f], SumOfWindows());
    }

    [Fact]
    public void LoadFromTemporaryFile_OfTheEditedCopy_LoadsAndLeavesNoFile()
    {
        var platform = new NativePlatform();
        Assert.SkipUnless(platform.IsGlibc && platform.Architecture == Architecture.X64, "Only Linux x64 has copies.");
        var copy = ElfVersionPatch.Apply(TorchNatives.Read(TorchLoader.Binding), TorchLoader.Binding);
        Assert.NotNull(copy);

        platform.LoadFromTemporaryFile(TorchLoader.Binding, copy);

        var mapped = Assert.Single(MappedTorchFiles(), path => path.Contains("/lana-", StringComparison.Ordinal));
        Assert.EndsWith("(deleted)", mapped, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.GetDirectoryName(mapped)));
    }

    [Fact]
    public void LoadFromMemory_OfNoLibrary_IsTheLoadersRefusal()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Memory files are Linux's.");

        Assert.Throws<DllNotFoundException>(() => new NativePlatform().LoadFromMemory("none.so", [1, 2, 3]));
    }

    [Fact]
    public void SetAllocator_OnGlibc_TakesWhatItKnowsAndSaysSo()
    {
        var platform = new NativePlatform();
        Assert.SkipUnless(platform.IsGlibc, "Only glibc is tuned.");

        Assert.True(platform.SetAllocator(LibC.TopPad, 1 << 28));
        Assert.True(platform.SetAllocator(LibC.TrimThreshold, int.MaxValue));
        Assert.True(
            platform.SetAllocator(LibC.MmapThreshold, 1 << 30) || platform.SetAllocator(LibC.MmapThreshold, 1 << 25));
    }

    /// <summary>A 3 × 3 window of ones over 1 … 16 in rows of four.</summary>
    internal static float[] SumOfWindows()
    {
        using var scope = NewDisposeScope();
        var input = arange(1, 17, float32).reshape(1, 1, 4, 4);
        return [.. nn.functional.conv2d(input, ones(1, 1, 3, 3)).data<float>()];
    }

    /// <summary>Every native library of torch that the process has mapped.</summary>
    internal static string[] MappedTorchFiles() =>
        !OperatingSystem.IsLinux()
            ? []
            : [.. File.ReadLines("/proc/self/maps")
                .Where(line => line.Contains('/', StringComparison.Ordinal))
                .Select(line => line[line.IndexOf('/', StringComparison.Ordinal)..])
                .Where(path => path.Contains("torch", StringComparison.OrdinalIgnoreCase)
                    && path.Contains(".so", StringComparison.Ordinal))
                .Distinct()
                .Order(StringComparer.Ordinal)];
}
