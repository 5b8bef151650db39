namespace Lana;

/// <summary>A file could not be written; an existing file is not changed.</summary>
/// <param name="path">The file that was to be written.</param>
/// <param name="message">The problem and its remedy; it should name the file.</param>
/// <param name="innerException">The cause.</param>
public sealed class OutputException(string path, string message, Exception? innerException = null)
    : LanaException(message, innerException)
{
    private const int DiskFullOnUnix = 28;
    private const int QuotaExceededOnUnix = 122;
    private const int DiskFullOnWindows = unchecked((int)0x80070070);

    /// <summary>The file that was to be written.</summary>
    public string Path { get; } = path;

    /// <summary>Creates the exception for a failure that the system reports, with a remedy.</summary>
    internal static OutputException NotWritten(string path, Exception cause) =>
        new(path, $"'{path}' could not be written: {cause.Message} {Remedy(cause)}", cause);

    private static string Remedy(Exception cause) => cause switch
    {
        UnauthorizedAccessException => "Check that the directory may be written to and the file is not one itself.",
        { HResult: DiskFullOnUnix or DiskFullOnWindows or QuotaExceededOnUnix } =>
            "Free space on this disk, or write to another.",
        DirectoryNotFoundException or PathTooLongException => "Choose a directory that can be created.",
        _ => "Check that the directory is writable, has space, and that no file has the name of a required directory.",
    };
}
