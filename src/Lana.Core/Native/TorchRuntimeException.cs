namespace Lana.Native;

/// <summary>The native libraries of torch cannot be made to load in this process.</summary>
public sealed class TorchRuntimeException : LanaException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="library">The file name of the native library which is the matter.</param>
    /// <param name="message">What the library needs and what to do about it.</param>
    /// <param name="innerException">The cause, where another failure led to this one.</param>
    public TorchRuntimeException(string library, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Library = library;
    }

    /// <summary>Gets the file name of the native library which is the matter, such as <c>libtorch_cpu.so</c>.</summary>
    public string Library { get; }
}
