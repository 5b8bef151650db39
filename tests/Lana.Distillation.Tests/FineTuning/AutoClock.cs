namespace Lana.FineTuning;

/// <summary>A clock that moves by a second each time it is looked at.</summary>
internal sealed class AutoClock : TimeProvider
{
    private long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Add(ref _ticks, TimeSpan.TicksPerSecond);
}
