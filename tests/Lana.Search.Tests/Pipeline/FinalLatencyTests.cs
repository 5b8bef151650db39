using Lana.Measurement;
using Lana.Problem;

namespace Lana.Pipeline;

[Collection(TorchCollection.Name)]
public sealed class FinalLatencyTests : IDisposable
{
    private const double TeacherMs = 4.0;

    private readonly LoopBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task MeasureAsync_WithinTheBudget_IsMeasuredOnce()
    {
        var (latency, measurements) = await MeasureAsync(Budget.Latency(0.5), 1.9, 9.0, 9.0);

        Equal(new MeasuredLatency(TeacherMs, 1.9, 2.0), latency);
        Assert.Equal(1, measurements);
    }

    [Fact]
    public async Task MeasureAsync_OverTheBudgetOnce_TakesTheMiddleOfThree()
    {
        var (latency, measurements) = await MeasureAsync(Budget.Latency(0.5), 2.6, 1.8, 1.9);

        Equal(new MeasuredLatency(TeacherMs, 1.9, 2.0), latency);
        Assert.Equal(3, measurements);
    }

    [Fact]
    public async Task MeasureAsync_OverTheBudgetTwice_SaysSo()
    {
        var (latency, _) = await MeasureAsync(Budget.LatencyMs(2.0), 2.6, 1.8, 2.1);

        Equal(new MeasuredLatency(TeacherMs, 2.1, 2.0), latency);
        Assert.False(latency.IsWithinBudget);
    }

    // A mean of equal numbers is theirs but for rounding.
    private static void Equal(MeasuredLatency expected, MeasuredLatency actual)
    {
        Assert.Equal(expected.TeacherMs, actual.TeacherMs, 12);
        Assert.Equal(expected.StudentMs, actual.StudentMs, 12);
        Assert.Equal(expected.BudgetMs, actual.BudgetMs, 12);
    }

    private async Task<(MeasuredLatency Latency, int Measurements)> MeasureAsync(
        Budget budget, params double[] students)
    {
        FakeMeter? meter = null;
        meter = new FakeMeter(
            (subject, _) => subject.Name == "teacher" ? TeacherMs : students[(meter!.Calls - 1) / PairedComparison.Runs]);
        using var pool = await _bench.PoolAsync();
        var inputs = _bench.Inputs(pool, _bench.Parts(meter), budgetMs: 2.0);
        inputs = inputs with
        {
            Budget = new TableBudget(budget, inputs.Table),
            Comparison = new PairedComparison(meter, LatencySubject.Of(_bench.Teacher, "teacher"))
            {
                IsRelative = budget.TeacherFraction is not null,
            },
        };
        var student = new LatencySubject("student", new FeatureShape(1, 1, 1), () => []);
        var latency = await FinalLatency.MeasureAsync(inputs, student, LoopBench.Context());
        return (latency, meter.Networks);
    }
}
