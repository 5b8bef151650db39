namespace Lana.Trials;

public sealed class NonNegativeRegressionTests
{
    private const int Samples = 12;

    // The least squares over a grid of non-negative weights, by brute force.
    [Theory]
    [InlineData(1.0, 0.5)]
    [InlineData(-1.0, 0.5)]
    [InlineData(0.3, -0.7)]
    [InlineData(-0.4, -0.2)]
    public void Fit_TwoColumns_ExplainsAsMuchAsTheBestWeightsOfAGrid(double first, double second)
    {
        var random = new Random(7);
        double[][] rows = [.. Enumerable.Range(0, Samples).Select(_ => new[] { random.NextDouble(), random.NextDouble() })];
        double[] targets = [.. rows.Select(row => 2.0 + (first * row[0]) + (second * row[1]) + (0.01 * random.NextDouble()))];

        var fit = NonNegativeRegression.Fit(rows, targets);

        // What a ridge of a tenth loses.
        Assert.True(Error(fit.Predict) <= Grid() + 0.02, $"{Error(fit.Predict)} instead of {Grid()}");

        double Error(Func<double[], double> predict) =>
            rows.Zip(targets, (row, target) => Math.Pow(predict(row) - target, 2.0)).Sum();

        double Grid()
        {
            var weights =
                from one in Enumerable.Range(0, 41)
                from other in Enumerable.Range(0, 41)
                select (One: one / 20.0, Other: other / 20.0);
            return weights.Min(weight =>
            {
                double Product(double[] row) => (weight.One * row[0]) + (weight.Other * row[1]);
                var offset = targets.Average() - rows.Average(Product);
                return Error(row => offset + Product(row));
            });
        }
    }

    [Fact]
    public void Fit_TargetsThatFallWithAColumn_GivesItNoWeight()
    {
        double[][] rows = [.. Enumerable.Range(0, Samples).Select(index => new[] { (double)index })];

        var fit = NonNegativeRegression.Fit(rows, [.. rows.Select(row => 5.0 - row[0])]);

        Assert.Equal(0.0, fit.Change([3.0]));
        Assert.Equal(5.0 - ((Samples - 1) / 2.0), fit.Predict([3.0]), 1e-9);
    }

    [Fact]
    public void Fit_ColumnOfEqualValues_GivesItNoWeight()
    {
        double[][] rows = [.. Enumerable.Range(0, Samples).Select(index => new[] { 4.0, index })];

        var fit = NonNegativeRegression.Fit(rows, [.. rows.Select(row => row[1])]);

        Assert.Equal(fit.Predict([4.0, 2.0]), fit.Predict([9.0, 2.0]), 1e-9);
    }
}
