namespace Lana.Native;

/// <summary>The functions of the C library on Linux that the runtime does not wrap.</summary>
internal static partial class LibC
{
    /// <summary>A memory file's descriptor is closed in child processes (MFD_CLOEXEC).</summary>
    internal const uint CloseOnExec = 1;

    /// <summary>The option for the size in bytes above which memory is mapped separately (M_MMAP_THRESHOLD).</summary>
    internal const int MmapThreshold = -3;

    /// <summary>The option for the number of free bytes at the top of the heap above which memory is returned
    /// (M_TRIM_THRESHOLD).</summary>
    internal const int TrimThreshold = -1;

    /// <summary>The option for the number of extra bytes that are allocated, and kept, whenever a heap grows or shrinks
    /// (M_TOP_PAD).</summary>
    internal const int TopPad = -2;

    [LibraryImport(
        "libc", EntryPoint = "memfd_create", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int CreateMemoryFile(string name, uint flags);

    [LibraryImport("libc", EntryPoint = "mallopt")]
    internal static partial int SetAllocator(int parameter, int value);

    /// <summary>Returns free pages of every heap to the system.</summary>
    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    internal static partial int Trim(nuint keep);
}
