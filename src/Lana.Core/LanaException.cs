namespace Lana;

/// <summary>The base class of exceptions in Lana's own domain: a file, a layer, an operation, a device.</summary>
/// <param name="message">The error, its location and its remedy.</param>
/// <param name="innerException">The cause, if another failure led to this one.</param>
/// <remarks>Wrong arguments are <see cref="ArgumentException"/>s, a wrong order of calls is an
/// <see cref="InvalidOperationException"/>.</remarks>
public abstract class LanaException(string message, Exception? innerException = null)
    : Exception(message, innerException);
