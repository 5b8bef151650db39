namespace Lana.Problem;

/// <summary>A file or text that should describe a selection problem does not.</summary>
/// <param name="message">The error and its location.</param>
/// <param name="innerException">The cause; null for none.</param>
public sealed class SelectionFormatException(string message, Exception? innerException = null)
    : LanaException(message, innerException);
