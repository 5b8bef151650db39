using Lana.Internal;
using Lana.Timing;

namespace Lana.Measurement;

public sealed class MeasuringWindowTests
{
    private static readonly MeasuringPlan Plan = new(TimeSpan.FromMilliseconds(200), 20, 100, 0.001, 30, Seed: 1);
    private readonly FakeClock _clock = new();
    private int _runs;

    [Fact]
    public void Measure_Steady_StopsAtTheFewestRounds()
    {
        var measured = Measure(Run(_ => 1.0), Run(_ => 3.0));

        Assert.Equal(1.0, measured[0].LatencyMs, 9);
        Assert.Equal(3.0, measured[1].LatencyMs, 9);
        Assert.All(measured, measurement => Assert.Equal(20, measurement.Runs));
    }

    [Fact]
    public void Measure_SlowFirstRuns_AreWarmedAway()
    {
        var measured = Measure(Run(call => call < 10 ? 20.0 - call : 2.0));

        Assert.Equal(2.0, measured[0].LatencyMs, 9);
        Assert.Equal(2.0, measured[0].P90Ms, 9);
    }

    [Fact]
    public void Measure_Noisy_GoesOnUntilTheTimeIsSpent()
    {
        var random = new SplitMix64(5);
        var subject = Run(_ => 1.0 + random.NextDouble());

        var measured = Measure(subject);

        Assert.InRange(subject.Calls, 60, 130);
        Assert.InRange(measured[0].LatencyMs, 1.3, 1.7);
        Assert.True(measured[0].RelativeError > Plan.TargetError);
    }

    [Fact]
    public void Measure_WholeMachineSlowsDown_IsDividedOut()
    {
        // From 20 ms on everything takes twice as long, the references too; neither p10 nor p90 sees it.
        double Slow() => _clock.GetElapsedTime(0) > TimeSpan.FromMilliseconds(20) ? 2.0 : 1.0;
        var subject = Run(_ => 0.5 * Slow());

        var measured = Measure([subject, Run(_ => 0.3 * Slow())], Run(_ => 0.1 * Slow()), Run(_ => 0.1 * Slow()));

        Assert.InRange(measured[0].LatencyMs, 0.499, 0.501);
        Assert.InRange(measured[0].P10Ms, 0.499, 0.501);
        Assert.InRange(measured[0].P90Ms, 0.499, 0.501);
    }

    [Fact]
    public void Measure_NeighbourSlowsOneKindMore_CountsOnlyCalmRounds()
    {
        // Between 30 ms and 70 ms one subject takes 1.8 times as long, all others 1.3 times: no one factor explains
        // both.
        double Slow(double factor) => _clock.GetElapsedTime(0).TotalMilliseconds is > 30.0 and < 70.0 ? factor : 1.0;

        var measured = Measure(
            [Run(_ => 0.5 * Slow(1.8)), Run(_ => 0.5 * Slow(1.3)), Run(_ => 0.5 * Slow(1.3))],
            Run(_ => 0.1 * Slow(1.3)),
            Run(_ => 0.1 * Slow(1.3)));

        Assert.All(measured, measurement => Assert.InRange(measurement.LatencyMs, 0.495, 0.505));
    }

    [Fact]
    public void Measure_SlowAllTheTime_IsBroughtToTheCalmLevel()
    {
        var measured = Measure([Run(_ => 1.5)], Run(_ => 0.15));

        Assert.Equal(1.0, measured[0].LatencyMs, 9);
    }

    [Fact]
    public void Measure_BurstsInOneReference_MoveNothing()
    {
        var measured = Measure([Run(_ => 1.0), Run(_ => 2.0)], Run(call => call % 7 == 1 ? 9.0 : 0.1), Run(_ => 0.1));

        Assert.Equal(1.0, measured[0].LatencyMs, 9);
        Assert.Equal(1.0, measured[0].P90Ms, 9);
    }

    [Fact]
    public void Measure_Whole_IsTimedBehindRunsOfItsOwn()
    {
        // A run that follows another subject is cold and slow; the one behind it is not.
        FakeRun? last = null;
        FakeRun? whole = null;
        var other = new FakeRun(_clock, _ => 1.0) { OnRun = () => last = null };
        whole = new FakeRun(_clock, _ => last == whole ? 2.0 : 5.0) { IsWhole = true, OnRun = () => last = whole };

        var measured = Measure(whole, other);

        Assert.Equal(2.0, measured[0].LatencyMs, 9);
    }

    [Fact]
    public void Measure_Cancelled_StopsWithinOneRun()
    {
        using var cancellation = new CancellationTokenSource();
        var subject = new FakeRun(_clock, _ => 1.0) { OnRun = () => _runs++ };
        var cancelling = Run(call =>
        {
            if (call == 8)
            {
                cancellation.Cancel();
                _runs = 0;
            }

            return 1.0;
        });
        var window = new MeasuringWindow([subject, cancelling], [Run(_ => 0.1)], Watch, Plan, new WallStopwatch(_clock));

        Assert.Throws<OperationCanceledException>(() => window.Measure(cancellation.Token));
        Assert.Equal(0, _runs);
    }

    private InterferenceMonitor Watch => new(new WallStopwatch(_clock), waitLimit: 0.0, calmMs: 0.1);

    private FakeRun Run(Func<int, double> milliseconds) => new(_clock, milliseconds);

    private IReadOnlyList<LatencyEstimate> Measure(params FakeRun[] subjects) => Measure(subjects, Run(_ => 0.1));

    private IReadOnlyList<LatencyEstimate> Measure(FakeRun[] subjects, params FakeRun[] references) =>
        new MeasuringWindow(subjects, references, Watch, Plan, new WallStopwatch(_clock))
            .Measure(TestContext.Current.CancellationToken);
}
