namespace Lana.Native;

/// <summary>A native library that a package of this process needs cannot be loaded, or is of another version.</summary>
/// <param name="library">The file name of the native library.</param>
/// <param name="message">The problem of the library and its remedy.</param>
/// <param name="innerException">The cause, if another failure led to this one.</param>
/// <remarks>The libraries of torch have an exception of their own, <see cref="TorchRuntimeException"/>.</remarks>
public sealed class NativeLibraryException(string library, string message, Exception? innerException = null)
    : LanaException(message, innerException)
{
    /// <summary>The file name of the native library, such as <c>libonnxruntime.so</c>.</summary>
    public string Library { get; } = library;
}
