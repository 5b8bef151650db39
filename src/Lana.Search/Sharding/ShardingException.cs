namespace Lana.Sharding;

/// <summary>Workers and plan do not go together, or units are missing.</summary>
/// <param name="message">What is wrong, where, and what to do about it.</param>
/// <param name="innerException">The cause, if another failure led to this one.</param>
public sealed class ShardingException(string message, Exception? innerException = null)
    : LanaException(message, innerException);
