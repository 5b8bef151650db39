namespace Lana.Measuring;

/// <summary>The time that runs are timed with.</summary>
internal interface IStopwatch
{
    /// <summary>Milliseconds since some moment.</summary>
    double Milliseconds { get; }
}
