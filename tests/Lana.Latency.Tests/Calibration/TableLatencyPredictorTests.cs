using Lana.Selections;
using Lana.Tables;

namespace Lana.Calibration;

public sealed class TableLatencyPredictorTests
{
    private static readonly Selection Student = Of("identity", "efn_e1_k3");
    private readonly TableLatencyPredictor _predictor = new(SomeTable.Make());

    [Fact]
    public void Predict_Unfitted_IsThePlainSum()
    {
        var estimate = _predictor.Predict(Of("teacher", "efn_e1_k3"));

        Assert.Equal(0.875, estimate.LatencyMs, 12);
        Assert.Equal(Math.Sqrt(0.0002), estimate.ErrorMs, 12);
    }

    [Fact]
    public void Observe_OneNetwork_PredictsItAndLeavesTheOldOne()
    {
        var learned = _predictor.Observe(Student, 0.75);

        Assert.Equal(0.75, learned.Predict(Student).LatencyMs, 12);
        Assert.Equal(0.375, _predictor.Predict(Student).LatencyMs, 12);
    }

    [Fact]
    public void ToCostTable_NearAPrediction_SumsToIt()
    {
        var learned = _predictor
            .Observe(Student, 0.5)
            .Observe(Of("teacher", "teacher"), 1.1)
            .Observe(Of("teacher", "efn_e1_k3"), 1.0);

        var predicted = learned.Predict(Of("teacher", "efn_e1_k3")).LatencyMs;
        var costs = learned.ToCostTable(predicted);

        Assert.Equal(predicted, costs.Constant + costs[new("a", "teacher")] + costs[new("b", "efn_e1_k3")], 12);
    }

    [Fact]
    public void ToCostTable_CorrectionWithKnots_AllowsWhatIsPredictedWithinTheLatency()
    {
        var predictor = Enumerable.Range(0, 12).Aggregate<int, ILatencyPredictor>(
            new TableLatencyPredictor(SomeTable.Make(
                [.. Enumerable.Range(0, 12).SelectMany(index => new[]
                {
                    new LatencyEntry("a", $"o{index}", 0.1 * index), new LatencyEntry("b", $"o{index}", 0.05 * index),
                })])),
            (learned, index) => learned.Observe(Of($"o{index}", $"o{index}"), 0.1 + (0.02 * index * index)));
        const double budgetMs = 0.9;

        var costs = predictor.ToCostTable(budgetMs);

        Assert.All(
            from first in Enumerable.Range(0, 12) from second in Enumerable.Range(0, 12) select ($"o{first}", $"o{second}"),
            pair => Assert.Equal(
                predictor.Predict(Of(pair.Item1, pair.Item2)).LatencyMs <= budgetMs + 1e-9,
                costs.Constant + costs[new("a", pair.Item1)] + costs[new("b", pair.Item2)] <= budgetMs + 1e-9));
    }

    [Fact]
    public void Constructor_TableWithNetworks_HasSeenThem()
    {
        var table = SomeTable.Make(networks: [new MeasuredNetwork(Student, 0.75)]);

        Assert.Equal(0.75, new TableLatencyPredictor(table).Predict(Student).LatencyMs, 12);
    }

    [Theory]
    [InlineData(12, 1.0, 0.0, null)]
    [InlineData(12, 0.85, 0.05, null)]
    [InlineData(12, 0.6, 0.0, "gives the teacher 60 %")]
    [InlineData(12, 1.5, 0.0, "gives the teacher 150 %")]
    [InlineData(12, 1.0, 0.3, "% off the best line")]
    [InlineData(9, 0.6, 0.3, null)]
    public void CalibrationWarning_NetworksBesideTheTable_IsRaisedWhereItDoesNotExplainThem(
        int networks, double level, double scatter, string? expected)
    {
        // Sums from half the teacher to the teacher, alternately above and below what they should take.
        var table = SomeTable.Make(
            [
                .. Enumerable.Range(0, networks).Select(index => new LatencyEntry("a", $"o{index}", 0.5 * index / (networks - 1))),
                new LatencyEntry("a", "teacher", 0.5),
                new LatencyEntry("b", "teacher", 0.25),
            ],
            [
                .. Enumerable.Range(0, networks).Select(index => new MeasuredNetwork(Of($"o{index}", "teacher"),
                    (0.5 + (0.5 * index / (networks - 1))) * level * (1.0 + (index % 2 == 0 ? scatter : -scatter)))),
            ]);

        var warning = new TableLatencyPredictor(table).CalibrationWarning;

        Assert.Equal(expected is null, warning is null);
        Assert.Contains(expected ?? "", warning ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_NetworkOfNothing_IsPassedOver()
    {
        // Stem and head are within what the layers take, and both layers vanish.
        var table = new LatencyTable(
            SomeTable.Profile, default, "net", "0123", ["a", "b"], 1.0, 0.0,
            [new("a", "teacher", 0.6), new("a", "identity", 0.0), new("b", "teacher", 0.6), new("b", "identity", 0.0)])
        {
            Networks = [new MeasuredNetwork(Of("identity", "identity"), 0.1), new MeasuredNetwork(Of("teacher", "identity"), 0.66)],
        };

        var predictor = new TableLatencyPredictor(table);

        Assert.Equal(1.32, predictor.Predict(Of("teacher", "teacher")).LatencyMs, 9);
        Assert.Same(predictor, predictor.Observe(Of("identity", "identity"), 0.1));
    }

    [Fact]
    public void Predict_UnknownOperation_NamesItAndTheLayer()
    {
        var failure = Assert.Throws<KeyNotFoundException>(() => _predictor.Predict(Of("teacher", "cb_res_k3_w1")));

        Assert.Contains("'cb_res_k3_w1' in layer 'b'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Predict_WrongNumberOfLayers_Throws() =>
        Assert.Throws<ArgumentException>(() => _predictor.Predict(Selection.Of(["a"], ["teacher"])));

    private static Selection Of(params string[] operations) => Selection.Of(["a", "b"], operations);
}
