namespace Lana;

/// <summary>A file could not be written.</summary>
/// <remarks>What was there before, if anything, is untouched.</remarks>
public sealed class OutputException : LanaException
{
    private const int DiskFullOnUnix = 28;
    private const int QuotaExceededOnUnix = 122;
    private const int DiskFullOnWindows = unchecked((int)0x80070070);

    /// <summary>Creates the exception.</summary>
    /// <param name="path">The file that was to be written.</param>
    /// <param name="message">What went wrong and what to do; it should name the file.</param>
    /// <param name="innerException">The cause.</param>
    public OutputException(string path, string message, Exception? innerException = null)
        : base(message, innerException) => Path = path;

    /// <summary>The file that was to be written.</summary>
    public string Path { get; }

    /// <summary>The exception for what the system says of a file, with what to do about it.</summary>
    /// <param name="path">The file that was to be written.</param>
    /// <param name="cause">What the system said: an <see cref="IOException"/> or an
    /// <see cref="UnauthorizedAccessException"/>.</param>
    /// <returns>The exception, to be thrown.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static OutputException NotWritten(string path, Exception cause)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(cause);
        return new OutputException(path, $"'{path}' could not be written: {cause.Message} {Remedy(cause)}", cause);
    }

    private static string Remedy(Exception cause) => cause switch
    {
        UnauthorizedAccessException => "Check that the directory may be written to and the file is not one itself.",
        { HResult: DiskFullOnUnix or DiskFullOnWindows or QuotaExceededOnUnix } =>
            "Free space on this disk, or write to another.",
        DirectoryNotFoundException or PathTooLongException => "Choose a directory that can be created.",
        _ => "Check that the directory is writable, has space, and that no file stands where a directory is wanted.",
    };
}
