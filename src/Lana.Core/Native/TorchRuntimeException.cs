namespace Lana.Native;

/// <summary>The native libraries of torch cannot be loaded in this process.</summary>
/// <param name="library">The file name of the native library.</param>
/// <param name="message">The requirement of the library and the remedy.</param>
/// <param name="innerException">The cause, if another failure led to this one.</param>
public sealed class TorchRuntimeException(string library, string message, Exception? innerException = null)
    : LanaException(message, innerException)
{
    /// <summary>The file name of the native library, such as <c>libtorch_cpu.so</c>.</summary>
    public string Library { get; } = library;
}
