namespace Lana.Benchmarks.Fuzzing;

/// <summary>Ends the process when one reading takes longer than a minute: a hang, on any machine.</summary>
internal sealed class Watchdog : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly Timer _timer;
    private readonly string _format;
    private long _number = -1;
    private long _seen = -1;

    public Watchdog(string format)
    {
        _format = format;
        _timer = new Timer(_ => Look(), null, Limit, Limit);
    }

    /// <summary>Records the input that is being read.</summary>
    public void Begin(long number) => Interlocked.Exchange(ref _number, number);

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        var number = Interlocked.Read(ref _number);
        if (number == _seen && number >= 0)
        {
            Environment.FailFast($"{_format}: input {number} is still being read after {Limit.TotalSeconds} s.");
        }

        _seen = number;
    }
}
