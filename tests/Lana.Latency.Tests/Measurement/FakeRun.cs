using Lana.Timing;

namespace Lana.Measurement;

/// <summary>A run whose n-th call takes as long as a function says.</summary>
internal sealed class FakeRun(FakeClock clock, Func<int, double> milliseconds) : ITimedRun
{
    public bool IsWhole { get; init; }

    public int Calls { get; private set; }

    public Action? OnRun { get; init; }

    public void Dispose()
    {
    }

    public void Run()
    {
        clock.Advance(milliseconds(Calls++));
        OnRun?.Invoke();
    }
}
