namespace Lana.Measurement;

/// <summary>A model could not be loaded or run, or an execution provider is not available.</summary>
public sealed class LatencyMeterException : LanaException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="subject">The model, or the execution provider.</param>
    /// <param name="message">The problem and its remedy; it should name the subject.</param>
    /// <param name="innerException">The cause.</param>
    public LatencyMeterException(string subject, string message, Exception? innerException = null)
        : base(message, innerException) => Subject = subject;

    /// <summary>The model, or the execution provider.</summary>
    public string Subject { get; }
}
