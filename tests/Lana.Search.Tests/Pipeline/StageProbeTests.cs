using Lana.FineTuning;

namespace Lana.Pipeline;

public sealed class StageProbeTests
{
    private readonly HandClock _clock = new();

    [Fact]
    public async Task Run_StoppedEarly_ExtendsTheSpeedAfterTheFirstReport()
    {
        var probe = await RunAsync(2, (progress, token) =>
        {
            Step(progress, seconds: 5, done: 8);
            Step(progress, seconds: 2, done: 16);
            token.ThrowIfCancellationRequested();
            throw new InvalidOperationException("It was not stopped.");
        });

        Assert.Equal(5.0 + 2.0 + (24 * 0.25), probe.Seconds);
        Assert.Equal(0.25, probe.SecondsPerUnit);
        Assert.Equal(40, probe.Units);
    }

    [Fact]
    public async Task Run_FinishedBeforeThat_TakesWhatItTook()
    {
        var probe = await RunAsync(10, (progress, _) =>
        {
            Step(progress, seconds: 5, done: 40);
            _clock.Advance(1);
            return Task.CompletedTask;
        });

        Assert.Equal(6.0, probe.Seconds);
    }

    [Fact]
    public async Task Run_WithoutProgress_TakesWhatItTook()
    {
        var probe = await RunAsync(2, (_, _) =>
        {
            _clock.Advance(3);
            return Task.CompletedTask;
        });

        Assert.Equal(3.0, probe.Seconds);
        Assert.Equal(0, probe.Units);
    }

    [Fact]
    public async Task Run_Diverged_ExtendsTheStepsBefore()
    {
        var probe = await RunAsync(10, (progress, _) =>
        {
            Step(progress, seconds: 1, done: 10);
            throw new NonFiniteLossException(10, double.NaN);
        });

        Assert.Equal(4.0, probe.Seconds);
    }

    [Fact]
    public async Task Run_CancelledFromOutside_Throws()
    {
        using var cancellation = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => StageProbe.RunAsync(
            _clock,
            2,
            (_, token) =>
            {
                cancellation.Cancel();
                token.ThrowIfCancellationRequested();
                return Task.CompletedTask;
            },
            cancellation.Token));
    }

    private void Step(IProgress<LanaProgress> progress, int seconds, long done)
    {
        _clock.Advance(seconds);
        progress.Report(new LanaProgress("a stage", done, 40));
    }

    private Task<StageProbe> RunAsync(int reports, Func<IProgress<LanaProgress>, CancellationToken, Task> call) =>
        StageProbe.RunAsync(_clock, reports, call, TestContext.Current.CancellationToken);

    private sealed class HandClock : TimeProvider
    {
        private long _seconds;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => _seconds;

        public void Advance(int seconds) => _seconds += seconds;
    }
}
