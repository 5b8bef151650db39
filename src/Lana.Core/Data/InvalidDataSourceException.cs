namespace Lana.Data;

/// <summary>Files of examples are missing, damaged, or do not belong together.</summary>
/// <param name="path">The file that caused the error.</param>
/// <param name="reason">The problem and its remedy, as a sentence without the path.</param>
/// <param name="innerException">The cause, if another failure led to this one.</param>
public sealed class InvalidDataSourceException(string path, string reason, Exception? innerException = null)
    : LanaException($"Data file '{path}': {reason}", innerException)
{
    /// <summary>The file that caused the error.</summary>
    public string Path { get; } = path;
}
