namespace Lana.Native;

/// <summary>Makes the native libraries of torch load, and run at full speed, before the first tensor is made.</summary>
/// <remarks>Acts only on Linux x64 with glibc. There <c>libLibTorchSharp.so</c> may need a newer <c>libstdc++</c> than
/// the machine has; then an edited copy in memory is loaded instead, and no file is changed. Lana calls this before its
/// first tensor; an application that makes tensors before it uses Lana calls <see cref="Initialize()"/> first.
/// Thread-safe.</remarks>
public static class TorchRuntime
{
    private static readonly NativePlatform Platform = new();
    private static readonly TorchStarter Starter = new(Platform);

    /// <summary>Loads the native libraries and tunes the allocator, once per process; later calls do nothing.</summary>
    /// <exception cref="TorchRuntimeException">A native library is missing, damaged, or needs something that this
    /// machine does not have; the message says which and what. The call may be repeated.</exception>
    public static void Initialize() => EnsureInitialized();

    /// <summary>Loads the native libraries, once per process, and tunes the allocator where that is wanted.</summary>
    /// <param name="tuneAllocator">Whether the C library's allocator keeps the memory that torch frees. Only glibc on
    /// Linux x64 is tuned, for the whole process; tuning is never undone.</param>
    /// <remarks>Without tuning glibc maps and unmaps every large activation, which makes training on the CPU up to eight
    /// times slower. With it peak memory rises by about a tenth, and freed memory stays with the process.</remarks>
    /// <exception cref="TorchRuntimeException">See <see cref="Initialize()"/>.</exception>
    public static void Initialize(bool tuneAllocator) => Starter.Start(tuneAllocator);

    /// <summary>Gives memory that torch has freed back to the system.</summary>
    /// <remarks>The tuned allocator keeps what is freed, so that training steps are fast; between two long tasks it
    /// need not. Does nothing where the C library is not glibc. Takes milliseconds to a second.</remarks>
    public static void ReleaseMemory()
    {
        if (Platform.IsGlibc)
        {
            _ = LibC.Trim(keep: 0);
        }
    }

    /// <summary>Initializes with the defaults unless any call has done so already; costs one read then.</summary>
    /// <exception cref="TorchRuntimeException">See <see cref="Initialize()"/>.</exception>
    internal static void EnsureInitialized()
    {
        if (!Starter.IsStarted)
        {
            Starter.Start(tuneAllocator: true);
        }
    }
}
