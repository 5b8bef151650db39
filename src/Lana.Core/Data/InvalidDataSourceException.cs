namespace Lana.Data;

/// <summary>Files of examples are missing, damaged, or do not belong together.</summary>
public sealed class InvalidDataSourceException : LanaException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="path">The file to blame.</param>
    /// <param name="reason">What is wrong and what to do, as a sentence without the path.</param>
    /// <param name="innerException">The cause, where another failure led to this one.</param>
    public InvalidDataSourceException(string path, string reason, Exception? innerException = null)
        : base($"Data file '{path}': {reason}", innerException) => Path = path;

    /// <summary>The file to blame.</summary>
    public string Path { get; }
}
