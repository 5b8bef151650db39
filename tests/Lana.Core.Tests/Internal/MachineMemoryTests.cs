namespace Lana.Internal;

public sealed class MachineMemoryTests
{
    private const long HeapLimit = 256L << 20;

    [Fact(Explicit = true)]
    public void Bytes_InAProcessWithALimitOfTheHeap_AreThoseOfTheMachine()
    {
        Assert.Equal(HeapLimit, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        Assert.True(MachineMemory.Bytes > HeapLimit, $"{MachineMemory.Bytes}");
    }

    [Fact]
    public async Task Bytes_WithALimitOfTheManagedHeap_DoNotFollowIt()
    {
        var (exitCode, output) = await FreshProcess.RunAsync(
            typeof(MachineMemoryTests),
            nameof(Bytes_InAProcessWithALimitOfTheHeap_AreThoseOfTheMachine),
            new Dictionary<string, string> { ["DOTNET_GCHeapHardLimit"] = HeapLimit.ToString("x") });

        Assert.True(exitCode == 0, output);
        Assert.Contains("Total: 1, Errors: 0, Failed: 0, Skipped: 0, Not Run: 0", output, StringComparison.Ordinal);
    }
}
