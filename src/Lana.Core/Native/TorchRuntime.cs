namespace Lana.Native;

/// <summary>Loads the native libraries of torch, and configures them for full speed, before the first tensor is
/// created.</summary>
/// <remarks>Acts only on Linux x64 with glibc. There <c>libLibTorchSharp.so</c> may need a newer <c>libstdc++</c> than
/// the machine has; then an edited copy in memory is loaded instead, and no file is changed. Lana calls this before it
/// creates its first tensor; an application that creates tensors before it uses Lana calls <see cref="Initialize()"/>
/// first. Thread-safe.</remarks>
public static class TorchRuntime
{
    private static readonly NativePlatform Platform = new();
    private static readonly TorchStarter Starter = new(Platform);

    /// <summary>Loads the native libraries and tunes the allocator, once per process; later calls do nothing.</summary>
    /// <exception cref="TorchRuntimeException">A native library is missing, damaged, or needs something that this
    /// machine does not have; the message names both. The call may be repeated.</exception>
    public static void Initialize() => EnsureInitialized();

    /// <summary>Loads the native libraries, once per process, and tunes the allocator if requested.</summary>
    /// <param name="tuneAllocator">True to let the C library's allocator keep the memory that torch frees. Only glibc
    /// on Linux x64 is tuned, for the whole process; tuning is never undone.</param>
    /// <remarks>Without tuning glibc maps and unmaps every large activation, which makes training on the CPU up to
    /// eight times slower. With tuning, peak memory rises by about a tenth, and the process keeps freed
    /// memory.</remarks>
    /// <exception cref="TorchRuntimeException">See <see cref="Initialize()"/>.</exception>
    public static void Initialize(bool tuneAllocator) => Starter.Start(tuneAllocator);

    /// <summary>Returns memory that torch has freed to the system.</summary>
    /// <remarks>The tuned allocator keeps freed memory, so that training steps are fast; between two long tasks this is
    /// not necessary. Does nothing if the C library is not glibc. Takes milliseconds to a second.</remarks>
    public static void ReleaseMemory()
    {
        if (Platform.IsGlibc)
        {
            _ = LibC.Trim(keep: 0);
        }
    }

    /// <summary>Initializes with the defaults unless an earlier call has done so; then the call costs a single read.</summary>
    /// <exception cref="TorchRuntimeException">See <see cref="Initialize()"/>.</exception>
    internal static void EnsureInitialized()
    {
        if (!Starter.IsStarted)
        {
            Starter.Start(tuneAllocator: true);
        }
    }
}
