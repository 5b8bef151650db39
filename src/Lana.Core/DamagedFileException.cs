namespace Lana;

/// <summary>A file is there but is not what it should be: cut short, changed, or of another kind.</summary>
public sealed class DamagedFileException : LanaException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="path">The file.</param>
    /// <param name="reason">What is wrong with it and what to do, as a sentence without the path.</param>
    /// <param name="innerException">The cause, where another failure led to this one.</param>
    public DamagedFileException(string path, string reason, Exception? innerException = null)
        : base($"'{path}' cannot be used: {reason}", innerException)
    {
        Path = path;
        Reason = reason;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>What is wrong with it.</summary>
    public string Reason { get; }
}
