namespace Lana.Measurement;

/// <summary>A clock that only moves when it is told to, or is waited for.</summary>
internal sealed class FakeClock : TimeProvider
{
    private long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _ticks;

    public override DateTimeOffset GetUtcNow() =>
        new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddTicks(_ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Advance(dueTime.TotalMilliseconds);
        return System.CreateTimer(callback, state, TimeSpan.Zero, period);
    }

    public void Advance(double milliseconds) => _ticks += (long)Math.Round(milliseconds * TimeSpan.TicksPerMillisecond);
}
