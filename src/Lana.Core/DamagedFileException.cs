namespace Lana;

/// <summary>A file exists but cannot be used: it is truncated, changed, or of another kind.</summary>
/// <param name="path">The file.</param>
/// <param name="reason">The problem and its remedy, as a sentence without the path.</param>
/// <param name="innerException">The cause, if another failure led to this one.</param>
public sealed class DamagedFileException(string path, string reason, Exception? innerException = null)
    : LanaException($"'{path}' cannot be used: {reason}", innerException)
{
    /// <summary>The file.</summary>
    public string Path { get; } = path;

    /// <summary>The problem and its remedy.</summary>
    public string Reason { get; } = reason;
}
