namespace Lana.Native;

/// <summary>What <see cref="TorchRuntime.Initialize"/> may change in the process.</summary>
public sealed class TorchRuntimeOptions
{
    /// <summary>Gets or sets whether the C library's allocator is told to keep the memory torch gives back.</summary>
    /// <value>Default <see langword="true"/>. Only glibc on Linux x64 is ever tuned; it affects the process.</value>
    /// <remarks>Without it glibc maps and unmaps every large activation, which makes training on the CPU up to eight
    /// times slower. With it peak memory rises by about a tenth, and freed memory stays with the process.</remarks>
    public bool TuneAllocator { get; set; } = true;
}
