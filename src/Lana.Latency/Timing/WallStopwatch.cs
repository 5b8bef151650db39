namespace Lana.Timing;

/// <summary>Measures wall-clock time.</summary>
internal sealed class WallStopwatch(TimeProvider clock) : IStopwatch
{
    private readonly long _started = clock.GetTimestamp();

    public double Milliseconds => clock.GetElapsedTime(_started).TotalMilliseconds;
}
