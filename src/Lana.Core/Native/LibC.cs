namespace Lana.Native;

/// <summary>The functions of the C library on Linux that the runtime does not wrap.</summary>
internal static partial class LibC
{
    /// <summary>A memory file's descriptor is closed in child processes (MFD_CLOEXEC).</summary>
    internal const uint CloseOnExec = 1;

    /// <summary>Memory above this many bytes is mapped by itself (M_MMAP_THRESHOLD).</summary>
    internal const int MmapThreshold = -3;

    /// <summary>Free memory at the top above this many bytes is given back (M_TRIM_THRESHOLD).</summary>
    internal const int TrimThreshold = -1;

    /// <summary>This many bytes more are taken, and kept, whenever a heap grows or shrinks (M_TOP_PAD).</summary>
    internal const int TopPad = -2;

    [LibraryImport(
        "libc", EntryPoint = "memfd_create", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int CreateMemoryFile(string name, uint flags);

    [LibraryImport("libc", EntryPoint = "mallopt")]
    internal static partial int SetAllocator(int parameter, int value);

    /// <summary>Gives free pages of every heap back to the system.</summary>
    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    internal static partial int Trim(nuint keep);
}
