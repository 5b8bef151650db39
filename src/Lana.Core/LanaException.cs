namespace Lana;

/// <summary>The base of every failure that Lana reports about its own domain: a file, a layer, an operation, a
/// device.</summary>
/// <remarks>Wrong arguments are <see cref="ArgumentException"/>s and a wrong order of calls is an
/// <see cref="InvalidOperationException"/>; everything else that Lana can name derives from this type.</remarks>
public abstract class LanaException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong, where, and what to do about it.</param>
    /// <param name="innerException">The cause, where another failure led to this one.</param>
    protected LanaException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
