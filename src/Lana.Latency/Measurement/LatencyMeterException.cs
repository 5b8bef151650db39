namespace Lana.Measurement;

/// <summary>A model could not be loaded or run, or an execution provider is not there.</summary>
public sealed class LatencyMeterException : LanaException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="subject">The model, or the execution provider.</param>
    /// <param name="message">What went wrong and what to do; it should name the subject.</param>
    /// <param name="innerException">The cause.</param>
    public LatencyMeterException(string subject, string message, Exception? innerException = null)
        : base(message, innerException) => Subject = subject;

    /// <summary>The model, or the execution provider.</summary>
    public string Subject { get; }
}
