namespace Lana.Pipeline;

/// <summary>What a preflight asks about the machine.</summary>
internal interface IMachineFacts
{
    /// <summary>The memory that the process may use, in bytes: that of the machine or of its container.</summary>
    long MemoryBytes { get; }

    /// <summary>The disk of an existing directory, and its free space in bytes; null if the system does not
    /// tell.</summary>
    (string Name, long FreeBytes)? DiskOf(string directory);
}
