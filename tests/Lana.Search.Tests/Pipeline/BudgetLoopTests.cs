using Lana.Internal;
using Lana.Measurement;
using Lana.Solvers;

namespace Lana.Pipeline;

/// <summary>The loop on a teacher whose layers may each be the teacher's own or one of two faster operations.</summary>
[Collection(TorchCollection.Name)]
public sealed class BudgetLoopTests : IDisposable
{
    private readonly LoopBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData(1.0)]
    [InlineData(1.15)]
    [InlineData(0.87)]
    public async Task Run_NetworkThatIsSlowerOrFasterThanItsTable_EndsWithinTheBudgetInAFewRounds(double factor)
    {
        using var pool = await _bench.PoolAsync();
        var meter = _bench.Meter(factor);

        var chosen = await _bench.RunAsync(pool, meter, budgetMs: 6.0);

        Assert.InRange(chosen.MeasuredMs, 6.0 * 0.8, 6.0);
        Assert.InRange(chosen.Rounds, 1, 4);
        Assert.InRange(meter.Networks, chosen.Rounds, 2 * chosen.Rounds);
        Assert.Equal(factor * LoopBench.PlainSum([.. chosen.Selection.Operations]), chosen.MeasuredMs, 1e-9);
    }

    [Fact]
    public async Task Run_Twice_ChoosesTheSame()
    {
        using var pool = await _bench.PoolAsync();

        var first = await _bench.RunAsync(pool, _bench.Meter(1.15), budgetMs: 6.0);
        var second = await _bench.RunAsync(pool, _bench.Meter(1.15), budgetMs: 6.0);

        Assert.Equal(first.Selection, second.Selection);
        Assert.Equal(first with { Selection = second.Selection }, second);
    }

    [Fact]
    public async Task Run_SameSelectionAgain_AsksForLessUntilItFits()
    {
        using var pool = await _bench.PoolAsync();

        // Two fast selections: the first measured over the budget whatever the correction says, all others well.
        var first = "";
        var meter = new FakeMeter((subject, model) =>
        {
            if (subject.Name == "teacher")
            {
                return LoopBench.TeacherMs;
            }

            var key = LoopBench.Key(model);
            first = first.Length == 0 ? key : first;
            return key == first ? 6.06 : 5.0;
        });

        var chosen = await _bench.RunAsync(pool, meter, budgetMs: 6.0);

        Assert.Equal(5.0, chosen.MeasuredMs);
        Assert.InRange(chosen.Rounds, 2, _bench.Options.MaxRounds);
    }

    [Fact]
    public async Task Run_NetworksThatTheTableMisjudges_KeepsAndUsesTheBudget()
    {
        using var pool = await _bench.PoolAsync();
        var honest = _bench.Meter(1.0);
        var used = new List<double>();
        for (var trial = 0UL; trial < 20; trial++)
        {
            // Each network takes up to 15 % more or less than its table says.
            var meter = new FakeMeter((subject, model) => subject.Name == "teacher" ? LoopBench.TeacherMs
                : honest.TimeOf(subject, model) * Misjudged(LoopBench.Key(model), trial));

            var chosen = await _bench.RunAsync(pool, meter, budgetMs: 6.0);

            Assert.InRange(chosen.MeasuredMs, 0.0, 6.0);
            used.Add(chosen.MeasuredMs / 6.0);
        }

        Assert.InRange(used.Average(), 0.85, 1.0);
    }

    [Fact]
    public async Task Run_FirstMeasurementLucky_TheMeanOfTwoDecides()
    {
        using var pool = await _bench.PoolAsync();

        // The first measurement of a network is a tenth too low, the second as much too high.
        var honest = _bench.Meter(1.0);
        var meter = LoopBench.MeterByRun((subject, model, run) =>
            (run <= PairedComparison.Runs ? 0.9 : 1.1) * honest.TimeOf(subject, model));

        var chosen = await _bench.RunAsync(pool, meter, budgetMs: 6.0);

        Assert.Equal(LoopBench.PlainSum([.. chosen.Selection.Operations]), chosen.MeasuredMs, 1e-9);
        Assert.InRange(chosen.MeasuredMs, 0.0, 6.0);
    }

    [Fact]
    public async Task Run_RelativeBudget_ComparesRatiosOfOneRun()
    {
        using var pool = await _bench.PoolAsync();

        // The machine has become twice as slow since the table was measured: teacher and student alike.
        var meter = _bench.Meter(2.0, teacherMs: 2.0 * LoopBench.TeacherMs);

        var chosen = await _bench.RunAsync(pool, meter, budgetMs: 6.0, isRelative: true);

        Assert.Equal(1, chosen.Rounds);
        Assert.Equal(LoopBench.PlainSum([.. chosen.Selection.Operations]), chosen.MeasuredMs, 1e-9);
    }

    [Fact]
    public async Task Run_CancelledWhileSolving_Stops()
    {
        using var pool = await _bench.PoolAsync();
        using var cancellation = new CancellationTokenSource();
        var parts = _bench.Parts(_bench.Meter(1.0)) with
        {
            Selector = new FakeSelector((problem, token) =>
            {
                var found = new IlpOperationSelector(_bench.Selection).Select(problem, cancellationToken: token);
                cancellation.Cancel();
                return found with { Status = SelectionStatus.TimedOut };
            }),
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _bench.RunAsync(pool, parts, budgetMs: 6.0, cancellationToken: cancellation.Token));
    }

    [Fact]
    public async Task Run_SelectorOutOfTimeWithNothing_SaysWhatToRaise()
    {
        using var pool = await _bench.PoolAsync();
        var parts = _bench.Parts(_bench.Meter(1.0)) with
        {
            Selector = new FakeSelector((_, _) => new SelectionResult(SelectionStatus.TimedOut, [], null, [])),
        };

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(
            () => _bench.RunAsync(pool, parts, budgetMs: 6.0));

        Assert.Contains("TimeLimit", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_SelectorOutOfTimeInALaterRound_KeepsWhatWasFound()
    {
        using var pool = await _bench.PoolAsync();
        var calls = 0;
        var parts = _bench.Parts(_bench.Meter(0.8)) with
        {
            Selector = new FakeSelector((problem, token) => calls++ == 0
                ? new IlpOperationSelector(_bench.Selection).Select(problem, cancellationToken: token)
                : new SelectionResult(SelectionStatus.TimedOut, [], null, [])),
        };

        var chosen = await _bench.RunAsync(pool, parts, budgetMs: 6.0);

        Assert.Equal((2, 1), (calls, chosen.Rounds));
        Assert.InRange(chosen.MeasuredMs, 1.0, 6.0);
    }

    [Fact]
    public async Task Run_EveryLossNotANumber_StillKeepsTheBudget()
    {
        using var pool = await _bench.PoolAsync();
        _bench.Loss = _ => double.NaN;

        var chosen = await _bench.RunAsync(pool, _bench.Meter(1.0), budgetMs: 6.0);

        Assert.InRange(chosen.MeasuredMs, 0.0, 6.0);
    }

    private static double Misjudged(string network, ulong trial) =>
        1.0 + (0.15 * ((2.0 * new SplitMix64(SeedMix.Of(trial, network)).NextDouble()) - 1.0));
}
