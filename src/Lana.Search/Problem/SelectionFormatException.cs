namespace Lana.Problem;

/// <summary>A file or text that should describe a selection problem does not.</summary>
public sealed class SelectionFormatException : LanaException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong and where.</param>
    /// <param name="innerException">The cause, where another failure led to this one.</param>
    public SelectionFormatException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
