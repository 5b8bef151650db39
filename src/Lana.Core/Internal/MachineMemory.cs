namespace Lana.Internal;

/// <summary>The memory that this process can use for tensors: the machine's, or about 90 % of its container's limit.</summary>
internal static class MachineMemory
{
    /// <summary>The number of bytes.</summary>
    public static long Bytes
    {
        get
        {
            // The first also follows a limit of the garbage-collected heap, which does not apply to tensors; the second does not.
            var memory = GC.GetGCMemoryInfo();
            return Math.Max(memory.TotalAvailableMemoryBytes, memory.HighMemoryLoadThresholdBytes);
        }
    }
}
