namespace Lana.Pipeline;

/// <summary>A machine with as much memory and disk space as a test wants.</summary>
internal sealed class FakeMachine : IMachineFacts
{
    public long MemoryBytes { get; init; } = long.MaxValue;

    /// <summary>Null where the system does not tell.</summary>
    public long? FreeBytes { get; init; } = long.MaxValue;

    public (string Name, long FreeBytes)? DiskOf(string directory) =>
        FreeBytes is { } free && Directory.Exists(directory) ? ("/disk", free) : null;
}
