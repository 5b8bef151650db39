namespace Lana.Storage;

/// <summary>A file could not be written.</summary>
/// <remarks>What was there before, if anything, is untouched.</remarks>
public sealed class OutputException : LanaException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="path">The file that was to be written.</param>
    /// <param name="message">What went wrong and what to do; it should name the file.</param>
    /// <param name="innerException">The cause.</param>
    public OutputException(string path, string message, Exception? innerException = null)
        : base(message, innerException) => Path = path;

    /// <summary>The file that was to be written.</summary>
    public string Path { get; }
}
