using System.Runtime.InteropServices;

namespace Lana.Native;

public sealed class TorchStarterTests
{
    private static readonly string[] Loads =
    [
        "load /app/libc10.so", "load /app/libtorch_cpu.so", "load /app/libtorch.so", "load /app/libLibTorchSharp.so",
    ];

    private static readonly string[] Tuning =
        ["mallopt -3 1073741824", "mallopt -1 2147483647", "mallopt -2 268435456"];

    [Theory]
    [InlineData(false, Architecture.X64, false)]
    [InlineData(false, Architecture.Arm64, false)]
    [InlineData(true, Architecture.X64, false)]
    [InlineData(true, Architecture.Arm64, true)]
    [InlineData(true, Architecture.X86, true)]
    public void Start_OnAnyOtherPlatform_DoesNothing(bool linux, Architecture architecture, bool glibc)
    {
        var platform = new FakePlatform { IsLinux = linux, Architecture = architecture, IsGlibc = glibc, Files = [] };
        var starter = new TorchStarter(platform);

        starter.Start(tuneAllocator: true);

        Assert.True(starter.IsStarted);
        Assert.Empty(platform.Calls);
    }

    [Fact]
    public void Start_OnLinuxX64Glibc_LoadsInOrderThenTunes()
    {
        var platform = new FakePlatform();
        var starter = new TorchStarter(platform);

        Assert.False(starter.IsStarted);
        starter.Start(tuneAllocator: true);

        Assert.True(starter.IsStarted);
        Assert.Equal([.. Loads, .. Tuning], platform.Calls);
    }

    [Fact]
    public void Start_WithoutTuning_LeavesTheAllocatorAlone()
    {
        var platform = new FakePlatform();

        new TorchStarter(platform).Start(tuneAllocator: false);

        Assert.Equal(Loads, platform.Calls);
    }

    [Fact]
    public void Start_AgainWithTuning_TunesOnceAndLoadsNothing()
    {
        var platform = new FakePlatform();
        var starter = new TorchStarter(platform);

        foreach (var tune in new[] { false, true, true, false })
        {
            starter.Start(tune);
        }

        Assert.Equal([.. Loads, .. Tuning], platform.Calls);
    }

    [Fact]
    public void Start_WhenTheLargestThresholdIsRefused_TakesTheLargestOfOlderVersions()
    {
        var platform = new FakePlatform { Allocator = (_, value) => value != 1 << 30 };

        new TorchStarter(platform).Start(tuneAllocator: true);

        Assert.Equal([.. Loads, Tuning[0], "mallopt -3 33554432", Tuning[1], Tuning[2]], platform.Calls);
    }

    [Fact]
    public void Start_FromManyThreads_LoadsOnce()
    {
        var platform = new FakePlatform();
        var starter = new TorchStarter(platform);
        using var barrier = new Barrier(8);
        var threads = Enumerable.Range(0, 8).Select(_ => new Thread(() =>
        {
            barrier.SignalAndWait();
            starter.Start(tuneAllocator: true);
        })).ToList();

        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        Assert.Equal([.. Loads, .. Tuning], platform.Calls);
    }

    [Fact]
    public void Start_AfterAFailure_MayBeRepeated()
    {
        var failures = new Dictionary<string, Exception> { ["/app/libtorch.so"] = new DllNotFoundException("busy") };
        var platform = new FakePlatform { Failures = failures };
        var starter = new TorchStarter(platform);

        Assert.Throws<TorchRuntimeException>(() => starter.Start(tuneAllocator: true));
        Assert.False(starter.IsStarted);
        platform.Calls.Clear();
        failures.Clear();
        starter.Start(tuneAllocator: true);

        Assert.Equal([.. Loads, .. Tuning], platform.Calls);
    }
}
