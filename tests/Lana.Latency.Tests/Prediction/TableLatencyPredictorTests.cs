using Lana.Tables;

namespace Lana.Prediction;

public sealed class TableLatencyPredictorTests
{
    private static readonly string[] Student = ["identity", "efn_e1_k3"];
    private readonly TableLatencyPredictor _predictor = new(SomeTable.Make());

    [Fact]
    public void Predict_Unfitted_IsThePlainSum()
    {
        var estimate = _predictor.Predict(["teacher", "efn_e1_k3"]);

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
    public void ToCostTable_Fitted_SumsToThePrediction()
    {
        var learned = _predictor
            .Observe(Student, 0.5)
            .Observe(["teacher", "teacher"], 1.1)
            .Observe(["teacher", "efn_e1_k3"], 1.0);

        var costs = learned.ToCostTable();

        Assert.Equal(
            learned.Predict(["teacher", "efn_e1_k3"]).LatencyMs,
            costs.Constant + costs["a", "teacher"] + costs["b", "efn_e1_k3"],
            12);
    }

    [Fact]
    public void Predict_UnknownOperation_NamesItAndTheLayer()
    {
        var failure = Assert.Throws<KeyNotFoundException>(() => _predictor.Predict(["teacher", "cb_res_k3_w1"]));

        Assert.Contains("'cb_res_k3_w1' in layer 'b'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Predict_WrongNumberOfLayers_Throws() =>
        Assert.Throws<ArgumentException>(() => _predictor.Predict(["teacher"]));
}
