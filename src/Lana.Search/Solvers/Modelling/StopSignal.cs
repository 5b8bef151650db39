namespace Lana.Solvers.Modelling;

/// <summary>The stop condition of a search: the time is up or the caller cancelled.</summary>
internal sealed class StopSignal(TimeProvider time, TimeSpan limit, CancellationToken cancellation)
{
    private readonly long _start = time.GetTimestamp();

    public CancellationToken Cancellation => cancellation;

    public TimeSpan Elapsed => time.GetElapsedTime(_start);

    public bool IsSet => cancellation.IsCancellationRequested
        || (limit != Timeout.InfiniteTimeSpan && Elapsed >= limit);

    /// <summary>The time left in seconds; a day if there is no limit.</summary>
    public double SecondsLeft => limit == Timeout.InfiniteTimeSpan
        ? 86_400.0
        : Math.Max(0.0, (limit - Elapsed).TotalSeconds);
}
