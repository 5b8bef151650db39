namespace Lana.Measurement;

/// <summary>The time on the wall.</summary>
internal sealed class WallStopwatch(TimeProvider clock) : IStopwatch
{
    private readonly long _started = clock.GetTimestamp();

    public double Milliseconds => clock.GetElapsedTime(_started).TotalMilliseconds;
}
