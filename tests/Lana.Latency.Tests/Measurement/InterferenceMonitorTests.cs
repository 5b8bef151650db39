using Lana.Timing;

namespace Lana.Measurement;

public sealed class InterferenceMonitorTests
{
    private readonly FakeClock _clock = new();

    [Fact]
    public void Calibrate_SpellOfDisturbance_FindsTheCalmLevel()
    {
        // The first half of what is looked at takes half as long again.
        var run = new FakeRun(_clock, call => call < 1000 ? 0.15 : 0.10);
        var watch = new InterferenceMonitor(new WallStopwatch(_clock), waitLimit: 1.0);

        watch.Calibrate([run], TestContext.Current.CancellationToken);

        Assert.Equal(0.10, watch.CalmMs, 9);
    }

    [Fact]
    public void Learn_FewWindows_TheCalmestIsTheLevel()
    {
        var watch = Watch(waitLimit: 1.0);

        watch.Learn(0.09, measuredMs: 1.0);
        watch.Learn(0.12, measuredMs: 1.0);

        Assert.Equal(0.09, watch.CalmMs);
    }

    [Fact]
    public void Learn_ManyWindows_OneLuckyOneIsNotTheLevel()
    {
        var watch = Watch(waitLimit: 1.0);

        foreach (var window in Enumerable.Range(0, 50))
        {
            watch.Learn(window == 20 ? 0.05 : window % 2 == 0 ? 0.11 : 0.15, measuredMs: 1.0);
        }

        Assert.Equal(0.11, watch.CalmMs, 9);
    }

    [Fact]
    public void Learn_WhatLiesAThousandWindowsBack_IsForgotten()
    {
        var watch = Watch(waitLimit: 1.0);

        foreach (var window in Enumerable.Range(0, 2_000))
        {
            watch.Learn(window < 1_000 ? 0.11 : 0.13, measuredMs: 1.0);
        }

        Assert.Equal(0.13, watch.CalmMs, 9);
    }

    [Fact]
    public void Await_CalmReferences_LooksAtNothing()
    {
        var run = new FakeRun(_clock, _ => 0.10);

        Watch(waitLimit: 1.0).Await([run], [0.105], TestContext.Current.CancellationToken);

        Assert.Equal(0, run.Calls);
    }

    [Fact]
    public void Await_DisturbanceThatEnds_ContinuesWhenItDoes()
    {
        var run = new FakeRun(_clock, call => call <= 30 ? 0.15 : 0.10);

        Watch(waitLimit: 1.0).Await([run], [0.15], TestContext.Current.CancellationToken);

        Assert.InRange(run.Calls, 31, 60);
    }

    [Fact]
    public void Await_DisturbanceThatStays_EndsAtTheLimitWhichMeasuringRaises()
    {
        var run = new FakeRun(_clock, _ => 0.15);
        var watch = Watch(waitLimit: 0.002);

        watch.Await([run], [0.15], TestContext.Current.CancellationToken);
        var first = run.Calls;
        watch.Await([run], [0.15], TestContext.Current.CancellationToken);
        var second = run.Calls;
        watch.Learn(0.15, measuredMs: 10_000.0);
        watch.Await([run], [0.15], TestContext.Current.CancellationToken);

        Assert.True(first > 0);
        Assert.Equal(first, second);
        Assert.True(run.Calls > second);
    }

    [Fact]
    public void Await_NoWaitLimit_NeverWaits()
    {
        var run = new FakeRun(_clock, _ => 0.15);

        Watch(waitLimit: 0.0).Await([run], [0.15], TestContext.Current.CancellationToken);

        Assert.Equal(0, run.Calls);
    }

    [Fact]
    public void Await_Cancelled_Stops()
    {
        using var cancellation = new CancellationTokenSource();
        var run = new FakeRun(_clock, _ => 0.15) { OnRun = cancellation.Cancel };

        Assert.Throws<OperationCanceledException>(() => Watch(waitLimit: 1.0).Await([run], [0.15], cancellation.Token));
    }

    private InterferenceMonitor Watch(double waitLimit) => new(new WallStopwatch(_clock), waitLimit, calmMs: 0.10);
}
