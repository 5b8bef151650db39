using static TorchSharp.torch;

namespace Lana.Objectives;

[Collection(TorchCollection.Name)]
public sealed class ObjectiveTests
{
    private static readonly double[][] Outputs = [[1.0, -2.0, 0.5], [0.0, 0.3, 2.0]];
    private static readonly double[][] Others = [[0.2, -1.0, 0.0], [1.0, 0.0, 0.5]];
    private static readonly double[][] Marks = [[1, 0, 0], [1, 1, 1]];

    public static TheoryData<ITrainingObjective> WithShapes => new() { new MultiLabelObjective(), new RegressionObjective() };

    [Fact]
    public void Classification_WithSmoothing_IsTheClosedForm()
    {
        using var scope = NewDisposeScope();
        const double Smoothing = 0.1;

        var loss = new ClassificationObjective(Smoothing).Loss(Of(Outputs), tensor(new long[] { 2, 0 })).item<float>();

        var expected = Outputs.Zip([2, 0], (logits, label) =>
        {
            var log = logits.Select(value => value - Math.Log(logits.Sum(Math.Exp))).ToArray();
            return -((1.0 - Smoothing) * log[label] + Smoothing * log.Average());
        }).Average();
        Assert.Equal(expected, loss, 1e-5);
        Assert.NotEqual(new ClassificationObjective().Fingerprint, new ClassificationObjective(Smoothing).Fingerprint);
    }

    [Fact]
    public void MultiLabel_OfLogits_IsTheClosedForm()
    {
        using var scope = NewDisposeScope();
        var objective = new MultiLabelObjective();

        var loss = objective.Loss(Of(Outputs), Of(Marks)).item<float>();

        var expected = Outputs.Zip(Marks, (row, marks) => row.Zip(marks, (x, y) =>
            -(y * Math.Log(Sigmoid(x)) + (1.0 - y) * Math.Log(1.0 - Sigmoid(x)))).Average()).Average();
        Assert.Equal(expected, loss, 1e-5);
        Assert.Equal(2.0 / 3.0 + 2.0 / 3.0, objective.CountCorrect(Of(Outputs), Of(Marks)), 1e-9);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(3.0)]
    public void MultiLabel_DistanceFromTheTeacher_IsTheDivergenceOfCoins(double temperature)
    {
        using var scope = NewDisposeScope();
        var objective = new MultiLabelObjective();

        var distance = objective.Distance(Of(Others), Of(Outputs), temperature).item<float>();

        var expected = Outputs.Zip(Others, (teacher, student) => teacher.Zip(student, (t, s) =>
        {
            var (p, q) = (Sigmoid(t / temperature), Sigmoid(s / temperature));
            return p * Math.Log(p / q) + (1.0 - p) * Math.Log((1.0 - p) / (1.0 - q));
        }).Average()).Average();
        Assert.Equal(temperature * temperature * expected, distance, 1e-5);
        Assert.Equal(0f, objective.Distance(Of(Outputs), Of(Outputs), temperature).item<float>(), 1e-6f);
    }

    [Fact]
    public void Regression_OfNumbers_IsTheMeanSquaredErrorAndCountsWithinTheTolerance()
    {
        using var scope = NewDisposeScope();
        var objective = new RegressionObjective(tolerance: 1.0);

        var loss = objective.Loss(Of(Outputs), Of(Others)).item<float>();

        var expected = Outputs.Zip(Others, (row, other) => row.Zip(other, (x, y) => (x - y) * (x - y)).Sum()).Sum() / 6.0;
        Assert.Equal(expected, loss, 1e-5);
        Assert.Equal(loss, objective.Distance(Of(Outputs), Of(Others), 2.0).item<float>());
        Assert.Equal(1.0, objective.CountCorrect(Of(Outputs), Of(Others)));
        Assert.Equal(1.0, objective.CountCorrect(tensor(new[] { 1f, 4f }).reshape(2, 1), tensor(new[] { 2L, 2L })));
    }

    [Theory]
    [MemberData(nameof(WithShapes), DisableDiscoveryEnumeration = true)]
    public void Loss_WithoutFittingLabels_SaysWhichItNeeds(ITrainingObjective objective)
    {
        using var scope = NewDisposeScope();
        ArgumentNullException.ThrowIfNull(objective);

        var missing = Assert.Throws<InvalidOperationException>(() => objective.Loss(Of(Outputs), null));
        var wrong = Assert.Throws<InvalidOperationException>(() => objective.Loss(Of(Outputs), zeros(2)));

        Assert.Contains("needs labels", missing.Message, StringComparison.Ordinal);
        Assert.Contains("[2, 3], got [2]", wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1, 2)]
    [InlineData(0, 3)]
    public void Classification_LabelsBeyondTheOutputs_SaysWhichThereAre(long first, long second)
    {
        using var scope = NewDisposeScope();
        var objective = new ClassificationObjective();

        var error = Assert.Throws<InvalidOperationException>(() => objective.Loss(Of(Outputs), tensor(new[] { first, second })));

        Assert.Contains($"labels are 0 to 2; got {first} to {second}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Classification_Probabilities_AreTheirCrossEntropy()
    {
        using var scope = NewDisposeScope();
        var objective = new ClassificationObjective();
        var certain = tensor(new[] { 0f, 1f, 0f, 1f, 0f, 0f }).reshape(2, 3);

        Assert.Equal(
            objective.Loss(Of(Outputs), tensor(new[] { 1L, 0L })).item<float>(),
            objective.Loss(Of(Outputs), certain).item<float>(),
            1e-6f);
        Assert.Equal(objective.CountCorrect(Of(Outputs), tensor(new[] { 1L, 0L })), objective.CountCorrect(Of(Outputs), certain));
    }

    [Fact]
    public void WithMetric_OfAnObjective_ChangesWhatCountsAlone()
    {
        using var scope = NewDisposeScope();
        var labels = tensor(new[] { 1L, 0L });
        var plain = new ClassificationObjective();
        var numbers = new RegressionObjective();

        var objective = plain.WithMetric("second", (outputs, wanted) => outputs.size(0) - (wanted is null ? 1.0 : 0.5));
        var distance = Assert.IsAssignableFrom<IDistillationObjective>(numbers.WithMetric("none", (_, _) => 0.0));

        Assert.Equal((1.5, 1.0), (objective.CountCorrect(Of(Outputs), labels), objective.CountCorrect(Of(Outputs), null)));
        Assert.Equal(plain.Loss(Of(Outputs), labels).item<float>(), objective.Loss(Of(Outputs), labels).item<float>());
        Assert.Equal(
            DistillationLoss.Of(plain, Of(Outputs), Of(Others), 2.0).item<float>(),
            DistillationLoss.Of(objective, Of(Outputs), Of(Others), 2.0).item<float>());
        Assert.Equal(
            numbers.Distance(Of(Outputs), Of(Others), 1.0).item<float>(), distance.Distance(Of(Outputs), Of(Others), 1.0).item<float>());
        Assert.Equal(3, new[] { objective, plain, plain.WithMetric("first", (_, _) => 0.0) }.Select(one => one.Fingerprint).Distinct().Count());
        Assert.Equal([Some.Definition.Outputs[0].Name], objective.LogitsOf(Some.Definition));
        Assert.Empty(distance.LogitsOf(Some.Definition));
        Assert.Throws<ArgumentException>(() => plain.WithMetric(" ", (_, _) => 0.0));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Regression_ToleranceOutOfRange_IsRefused(double tolerance) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RegressionObjective(tolerance));

    private static double Sigmoid(double x) => 1.0 / (1.0 + Math.Exp(-x));

    private static Tensor Of(double[][] rows) =>
        tensor(rows.SelectMany(row => row).Select(value => (float)value).ToArray()).reshape(2, 3);
}
