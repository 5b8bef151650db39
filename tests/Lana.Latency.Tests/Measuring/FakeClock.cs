namespace Lana.Measuring;

/// <summary>A clock that only moves when it is told to.</summary>
internal sealed class FakeClock : TimeProvider
{
    private long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _ticks;

    public override DateTimeOffset GetUtcNow() =>
        new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddTicks(_ticks);

    public void Advance(double milliseconds) => _ticks += (long)Math.Round(milliseconds * TimeSpan.TicksPerMillisecond);
}
