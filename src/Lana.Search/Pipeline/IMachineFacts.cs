namespace Lana.Pipeline;

/// <summary>The properties of the machine that a preflight checks.</summary>
internal interface IMachineFacts
{
    /// <summary>The memory that the process may use, in bytes: the limit of the machine or of its container.</summary>
    long MemoryBytes { get; }

    /// <summary>The disk of an existing directory, and its free space in bytes; null if the system does not report
    /// it.</summary>
    (string Name, long FreeBytes)? DiskOf(string directory);
}
