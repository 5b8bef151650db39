namespace Lana;

/// <summary>The base of every failure of Lana's own domain: a file, a layer, an operation, a device.</summary>
/// <param name="message">What is wrong, where, and what to do about it.</param>
/// <param name="innerException">The cause, if another failure led to this one.</param>
/// <remarks>Wrong arguments are <see cref="ArgumentException"/>s, a wrong order of calls is an
/// <see cref="InvalidOperationException"/>.</remarks>
public abstract class LanaException(string message, Exception? innerException = null)
    : Exception(message, innerException);
